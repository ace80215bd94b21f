// node crowded.mjs >SCENARIO.xml: ten areas, ten councils, three co-commissioners and ten ways of cutting up the service, every label of two hundred characters:
// more than a paper of four pages has room for.
const COUNT = 10;
const label = (what, i) => `${what} ${i + 1}, ${'with a name that goes on, as names of joint arrangements do, '.repeat(4)}`.slice(0, 196).trimEnd() + ` no${i}`;
const all = [...Array(COUNT).keys()];
const given = 'source="made-up" grade="D"';

const areas = all.map((i) => `<area id="a${i}" label="${label('Area', i)}" population="${200000 + 20000 * i}" adults-in-treatment="${900 + 70 * i}" ${given}/>`);
const hubs = all.map((i) => `<hub id="h${i}" area="a${i}" rent="triangular(60000, 100000, 160000)" ${given}/>
<locality id="l${i}" area="a${i}" client-share="1" ${given}><travel id="t" hub="h${i}" minutes="20"/></locality>`);
const borders = all.slice(1).map((i) => `<border id="b${i}" first="a${i - 1}" second="a${i}" moves-per-year="${60 + 9 * i}" ${given}/>`);
const councils = all.map((i) => `<council id="c${i}" label="${label('The Council of the Borough of', i)}" areas="a${i}" weight-cost="uniform(10, 60)" weight-outcomes="30" weight-continuity="uniform(5, 40)"
  weight-control="uniform(5, 40)" weight-time="10" belief-scale="uniform(0, 0.1)" ${given}/>`);
const funders = ['police-and-crime-commissioner', 'probation', 'nhs-england'].map((kind, i) => `<funder id="f${i}" label="${label('The Co-Commissioner for', i)}" kind="${kind}" component="adult" contribution="${90000 + 10000 * i}"
  weight-cost="20" weight-outcomes="20" weight-continuity="50" weight-control="0" weight-time="10" belief-scale="uniform(0, 0.1)" ${given}/>`);

// The I-th option: contracts for each I + 1 areas, the last for what is left.
const options = all.map((i) => {
  const contracts = [];
  for (let from = 0; from < COUNT; from += i + 1) {
    const of = all.slice(from, from + i + 1);
    contracts.push(`<contract id="k${from}" label="${label('Contract', from)}" areas="${of.map((a) => `a${a}`).join(' ')}" components="adult" hubs="${of.map((a) => `h${a}`).join(' ')}"/>`);
  }
  return `<structure id="s${i}" label="${label('Option', i)}" terms="ideal" ${i ? '' : 'intelligence="apart"'}>\n${contracts.join('\n')}\n</structure>`;
});

console.log(`<?xml version="1.0" encoding="UTF-8"?>
<concordat format="1" id="crowded" label="${label('Crowded', 0)}" question="${'Should all of them commission drug and alcohol treatment together, or some apart from the others? '.repeat(8)}"
  illustration="${'None of these bodies exists, and nobody has said what is said of them here. '.repeat(20)}" base-year="2021" price-year="2021" baseline="s1" joint="s9" apart="s0">
<source id="made-up" title="Invented for tests" date="2021"/>
<price-index id="2021" index="100" ${given}/>
${areas.join('\n')}
${hubs.join('\n')}
${borders.join('\n')}
<component id="adult" label="Adult treatment"/>
<cohort id="opiate" substance="opiate" component="adult" share="0.45" stay-months="42" completed-share="0.24" unplanned-share="0.69" death-rate="0.02" re-presentation-share="0.17" direct-cost="triangular(1200, 1500, 1900)" pass-through-cost="900" ${given}/>
<cohort id="alcohol" substance="alcohol" component="adult" share="0.55" stay-months="6" completed-share="0.58" unplanned-share="0.35" death-rate="0.01" re-presentation-share="0.09" direct-cost="1400" ${given}/>
<post id="liaison" cohorts="alcohol" salary="40000" clients-per-wte="60" ${given}/>
<pricing id="block"/>
${councils.join('\n')}
${funders.join('\n')}
<provider id="large" kind="national-charity" incumbent-in="a0 a1 a2 a3 a4"/>
<provider id="small" kind="local-charity" home="a5" incumbent-in="a5 a6 a7 a8 a9"/>
<terms pricing="block"/>
${options.join('\n')}
<cost management-fixed="uniform(100000, 400000)" management-per-client="300" management-reference="1500" ${given}/>
<market/>
<delivery/>
<calendar decision="2021-01" planned-start="2022-04"/>
<appraisal/>
</concordat>`);
