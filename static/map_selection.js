/* What is selected on a map that another component has drawn: sent apart, because it is small and changes often.
   It also tells the server what is done on that map, so that a click runs what stands round this, not the map. */

export default function ({ data, setTriggerValue }) {
  if (data.hears) (window.intreccioTell ??= {})[data.map] = setTriggerValue;
  (window.intreccioWaiting ??= {})[data.map] = data;
  window.intreccioMaps?.[data.map]?.select(data);
}
