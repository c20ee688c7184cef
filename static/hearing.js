/* Hears what is picked in markup that stands elsewhere on the page ([data-told]), and marks there what is selected:
   so that a click runs what stands round this, and the markup is not sent again. */

export default function ({ data, setTriggerValue }) {
  (window.intreccioTell ??= {})[data.name] = setTriggerValue;
  (window.intreccioMarked ??= {})[data.name] = data.key;
  document.querySelectorAll(`[data-told="${CSS.escape(data.name)}"]`).forEach(root => root.mark?.());
}
