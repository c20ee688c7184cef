/* What the server answers to a form that another component has drawn, and the way to ask it. */

export default function ({ data, setTriggerValue }) {
  window.intreccioEntryTell = setTriggerValue;
  if (data.answer) window.intreccioEntry?.answer(data.answer);
}
