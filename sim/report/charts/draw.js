// Draws every chart of a page from the spec beside it, and offers it as a file. What a spec holds is data: expressions are
// constants of the program, and are interpreted, for the page's policy lets no text become code.
import { parse, View } from 'vega';
import { compile } from 'vega-lite';
import { expressionInterpreter } from 'vega-interpreter';
import { theme, LINE, PAD } from './theme.js';

const root = document.documentElement;
const LEAST = 240, MOST = 800; // pixels: narrower and wider screens scale the drawing

function fit(spec, width) {
  // Charts of several plots have no width of their own: their plots get one, less what stands beside them.
  if (spec.vconcat) return { ...spec, vconcat: spec.vconcat.map((part) => ({ ...part, width: width - PAD })) };
  return { ...spec, width, autosize: { type: 'fit-x', contains: 'padding' } };
}

function view(spec, width, title) {
  const told = title ? { ...spec, title } : spec;
  const { spec: vega } = compile(fit(told, width), { config: theme });
  return new View(parse(vega, null, { ast: true }), { expr: expressionInterpreter, renderer: 'svg', hover: false });
}

// Words in lines of at most so many characters.
function lines(text, most) {
  return text.split(/\s+/).reduce((done, word) => {
    const last = done[done.length - 1];
    if (last !== undefined && last.length + 1 + word.length <= most) done[done.length - 1] = `${last} ${word}`;
    else done.push(word);
    return done;
  }, []);
}

function offer(blob, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

// Away from its page a chart needs its headline with it.
async function save(figure, spec, kind) {
  const width = 720;
  const headline = figure.querySelector('h3').textContent;
  const drawn = view(spec, width, { text: lines(headline, Math.floor(width / LINE)) });
  if (kind === 'svg') offer(new Blob([await drawn.toSVG()], { type: 'image/svg+xml' }), `${figure.id}.svg`);
  else (await drawn.toCanvas(2)).toBlob((blob) => offer(blob, `${figure.id}.png`), 'image/png');
}

async function draw(figure) {
  const spec = JSON.parse(figure.querySelector('script[type="application/json"]').textContent);
  const drawing = figure.querySelector('.drawing');
  const page = figure.closest('section') ?? document.body; // a chart that is folded away has no width
  const width = Math.min(MOST, Math.max(LEAST, Math.floor(drawing.parentElement.clientWidth || page.clientWidth)));
  const canvas = drawing.appendChild(document.createElement('div')); // Vega describes its container in its own words
  canvas.setAttribute('aria-hidden', 'true');
  await view(spec, width).initialize(canvas).runAsync();
  figure.classList.add('drawn');
  for (const button of figure.querySelectorAll('button[data-save]'))
    button.addEventListener('click', () => save(figure, spec, button.dataset.save));
}

async function drawAll() {
  let all = true;
  for (const figure of document.querySelectorAll('figure.chart')) {
    try {
      await draw(figure);
    } catch (error) {
      all = false;
      console.error(`${figure.id}: ${error.message}`);
    }
  }
  root.dataset.charts = all ? 'ready' : 'failed';
}

drawAll();
