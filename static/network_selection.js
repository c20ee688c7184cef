/* What is selected in a network that another component has drawn: sent apart, because it is small and changes often. */

export default function ({ data }) {
  (window.intreccioChosen ??= {})[data.network] = data;
  window.intreccioNetworks?.[data.network]?.select(data);
}
