/* without-effects.h - settings under which nothing in two towns acts on delivery under the common terms, and nothing that is believed does. */
#pragma once

#define WITHOUT_EFFECTS                                                                                                \
  "delivery/capacity-drop=0", "delivery/capacity-drop-incumbent=0", "delivery/fit=0", "delivery/loss-one-contract=0",  \
      "delivery/loss-same-provider=0", "delivery/loss-other-provider=0", "delivery/door-loss=0",                       \
      "delivery/intelligence-effect=0", "post[justice-team]/effect=0", "post[dual-diagnosis]/effect=0",                \
      "council[north]/belief-disruption=0", "council[north]/belief-fit=0", "council[south]/belief-disruption=0",       \
      "council[south]/belief-fit=0"
