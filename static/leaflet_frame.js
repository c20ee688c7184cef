/* What every map of ours begins with: Leaflet from our own address, the frame that folium rendered, borders by address. */

const loading = (window.intreccioAssets ??= new Map());

function once(url, make) {
  if (!loading.has(url)) {
    loading.set(url, new Promise((done, failed) => {
      const element = make();
      element.onload = done;
      element.onerror = () => { loading.delete(url); failed(new Error(url)); };
      document.head.append(element);
    }));
  }
  return loading.get(url);
}
const style = url => once(url, () => Object.assign(document.createElement('link'), { rel: 'stylesheet', href: url }));
const script = url => once(url, () => Object.assign(document.createElement('script'), { src: url }));

async function assets(frame) {
  const styles = frame.styles.map(style);
  for (const url of frame.scripts) await script(url); // in order: plug-ins need Leaflet
  await Promise.all(styles);
}

function borderPane(map, name) {
  if (map.getPane(name)) return;
  const pane = map.createPane(name);
  pane.style.zIndex = name === 'borders' ? 210 : 220;
  pane.style.pointerEvents = 'none';
}

/* without borders what is drawn over them still stands in its place */
function addBorders(map, url, { pane, style: look }) {
  borderPane(map, pane);
  return fetch(url)
    .then(answer => { if (!answer.ok) throw new Error(url); return answer.json(); })
    .then(json => L.geoJSON(json, { style: look, pane, interactive: false, smoothFactor: 1.2 }).addTo(map))
    .catch(() => {});
}

function runFrame(frame, borders, towns) {
  return new Function('L', 'borders', 'towns', `${frame.script}\nreturn ${frame.name};`)(L, borders, towns);
}

