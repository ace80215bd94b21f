// How charts look: one place for type, colours and lines.
const GREY = '#3D3D3D';
const NAVY = '#12436D';

export const LINE = 7.6; // pixels a character of a title takes, about
export const PAD = 76; // pixels beside a plot that has a scale on its left

export const theme = {
  aria: false, // the drawing is one image, told in words beside it
  font: 'Arial, Helvetica, sans-serif',
  background: '#ffffff',
  padding: 4,
  view: { stroke: null },
  title: { anchor: 'start', fontSize: 15, offset: 12, color: '#0b0c0c', lineHeight: 19 },
  axis: {
    labelFontSize: 13, titleFontSize: 13, titleFontWeight: 'normal', labelColor: '#0b0c0c', titleColor: '#0b0c0c',
    gridColor: '#d9dbdd', domainColor: GREY, tickColor: GREY, titlePadding: 8, labelOverlap: true, titleLimit: 0,
  },
  text: { fontSize: 13, color: '#0b0c0c' },
  range: { category: [NAVY, '#28A197', '#801650', '#F46A25', GREY, '#A285D1'] },
  locale: {
    number: { decimal: '.', thousands: ',', grouping: [3], currency: ['£', ''], minus: '\u2212' },
  },
};
