// Unpacks the script that draws the charts and runs it: the page's policy names both by their hashes. A browser that cannot
// unpack shows the tables alone, as one with scripts off does.
const root = document.documentElement;

async function unpack() {
  const bytes = Uint8Array.from(atob(document.getElementById('charts-packed').textContent), (c) => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  const script = document.createElement('script');
  script.textContent = await new Response(stream).text();
  document.body.append(script);
}

if ('DecompressionStream' in window) unpack().catch(() => { root.dataset.charts = 'failed'; });
else root.dataset.charts = 'none';
