/* paper-style.h - what the committee paper adds to the page's style sheet: a narrower measure on screen, numbered A4 pages in print. A table may go on over a sheet, its heads
 * told again: one kept whole leaves up to half a sheet empty, and four are all there are. */
#pragma once

#define CD_PAPER_STYLE                                                                                                 \
  "header,main,footer,nav{max-width:58rem}\n"                                                                          \
  "h2{font-size:1.25rem;margin:2rem 0 .5rem;border-top-width:2px}\n"                                                   \
  "p,ul,ol,dl,.chart{max-width:none}\n"                                                                                \
  ".lead{font-size:1.1rem;font-weight:bold}\n"                                                                         \
  ".key{font-size:.875rem;color:var(--grey)}\n"                                                                        \
  "table{font-size:.9375rem}\n"                                                                                        \
  "th,td{overflow-wrap:anywhere}\n"                                                                                    \
  ".chart h3{font-size:1rem}\n"                                                                                        \
  "@page{size:A4;margin:12mm 15mm 14mm;@bottom-left{content:\"For noting. A simulation, not a forecast\";font:8pt "    \
  "Arial,Helvetica,sans-serif;color:#3D3D3D}@bottom-right{content:\"Page \" counter(page) \" of \" "                   \
  "counter(pages);font:8pt Arial,Helvetica,sans-serif;color:#3D3D3D}}\n"                                               \
  "@media print{html{font-size:11pt;line-height:1.2}header,main,footer{max-width:none;padding:0}"                      \
  "header{border-top-width:.25rem;padding-top:.5rem}h1{font-size:1.5rem;margin:0 0 .2rem}"                             \
  "h2{font-size:1.1rem;margin:.6rem 0 .2rem;padding-top:.25rem;border-top-width:1px}"                                  \
  "p,ul,ol,dl{margin:0 0 .4rem;orphans:3;widows:3}li{margin:0 0 .15rem}ul,ol{padding-left:1.3rem}"                     \
  ".lead{font-size:1.05rem;line-height:1.25}.inset{border-left-width:.25rem;padding:0 0 0 .6rem;font-size:.85rem}"     \
  ".key,.tight,dl{font-size:.8rem;line-height:1.25}dd{margin:0 0 .2rem}code{font-size:.78rem}"                         \
  ".scroll{margin:0 0 .5rem}thead,.group{break-after:avoid}tbody:first-of-type "                                       \
  "tr:first-child{break-before:avoid}dl{display:grid;grid-template-columns:max-content "                               \
  "1fr;gap:0 .6rem}table{font-size:.78rem;line-height:1.2;table-layout:fixed;width:100%}"                              \
  "caption{padding:0 0 .2rem}caption span{position:static;max-width:none}"                                             \
  "th,td,tbody th{min-width:0;max-width:none;padding:.11rem .35rem .11rem 0}"                                          \
  "thead th{font-size:.95em;line-height:1.15}thead th:first-child{width:25%}.group th{padding-left:.3rem}td "          \
  "data{white-space:normal}small{font-size:.68rem;line-height:1.15}"                                                   \
  ".chart{margin:.5rem 0}.chart figcaption p{font-size:.8rem;margin:0 0 .2rem}"                                        \
  ".drawing svg{max-height:46mm;margin:0 auto}footer{margin-top:.4rem;padding:0;font-size:.8rem}footer p{margin:0}}\n"
