/* What is selected on a map that another component has drawn: sent apart, because it is small and changes often. */

export default function ({ data }) {
  (window.intreccioWaiting ??= {})[data.map] = data;
  window.intreccioMaps?.[data.map]?.select(data);
}
