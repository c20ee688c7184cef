/* What is selected in a network that another component has drawn: sent apart, because it is small and changes often.
   It also tells the server what is picked in that network, so that a click runs what stands round this, not the network. */

export default function ({ data, setTriggerValue }) {
  if (data.hears) (window.intreccioTell ??= {})[data.network] = setTriggerValue;
  (window.intreccioChosen ??= {})[data.network] = data;
  window.intreccioNetworks?.[data.network]?.select(data);
}
