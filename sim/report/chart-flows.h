/* chart-flows.h - the flow diagram: people as bands from places on the left to places on the right, as thick as they are many, in a block for each
 * option. What there is to be said of a band stands in words below the block, under a letter that is on the band too: nothing is told by thickness or colour alone. */
#pragma once

#include "sim/report/chart.h"

/* How a band is drawn; told in words too. */
typedef enum {
  CD_FLOW_KEPT,   /* pale: nobody lets go of them */
  CD_FLOW_SHARED, /* those responsible here are responsible there too */
  CD_FLOW_PARTED  /* out of the hands of those who were, on top of the others */
} CdFlowWay;

typedef struct {
  guint from, to; /* places: which of those on the left, on the right */
  double people;  /* above nought */
  CdFlowWay way;
  char *label; /* of its line below: "Leicestershire to Leicester"; NULL where nothing is to be said */
  char *told;  /* at the right of that: "400 guests" */
  char *more;  /* at the right of a line below it, under what the block calls it: "£951k"; or NULL */
} CdFlowBand;

typedef struct {
  const char *head; /* the option; owned by the caller until the chart is on the page, as are the labels of places */
  const char *more; /* what .more of its bands is */
  GPtrArray *left;  /* of labels, from the top */
  GPtrArray *right; /* likewise */
  GArray *bands;    /* of CdFlowBand, by left, then right place: the order in which they are stacked */
} CdFlowBlock;

GArray *cd_flow_blocks_new(void); /* of CdFlowBlock; g_array_unref() frees all of it */
CdFlowBlock *cd_flow_blocks_add(GArray *blocks, const char *head, const char *more);
/* The texts of BAND are taken. Adds nothing where its people would round to nobody. */
void cd_flow_band_add(CdFlowBlock *block, CdFlowBand band);

/* Draws .data, .height, .encoding and .layer of CHART; LEFT and RIGHT head the two sides. */
void cd_chart_flows(CdChart *chart, GArray *blocks, const char *left, const char *right);
