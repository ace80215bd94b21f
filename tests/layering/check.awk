# awk -f check.awk allowed FILE...   Each FILE is sim/FOLDER/... or include/concordat/...; prints one `ok` or `not ok`
# line a folder, and under it the lines that break the rule. Exits 1 where any does.

function fault(folder, text) { faults[folder] = faults[folder] "#   " text "\n"; bad = 1 }

function may(folder, header,   words, n, i, target) {
  n = split(allowed[folder], words, " ")
  target = header
  if (header ~ /^sim\//) { sub(/^sim\//, "", target); sub(/\/.*/, "", target) }
  if (header ~ /^sim\// && target == folder) return 1
  for (i = 1; i <= n; i++)
    if (words[i] == target || (words[i] == "public" && header ~ /^concordat\//)) return 1
  return 0
}

# The table.
FILENAME == ARGV[1] {
  if (/^#/ || NF == 0) next
  folder = $1; sub(/:$/, "", folder)
  row[folder] = ++rows; allowed[folder] = ""
  for (i = 2; i <= NF; i++) {
    if ($i != "public" && $i !~ /\// && !($i in row)) fault("allowed", "row " folder " names " $i ", which is not above it")
    allowed[folder] = allowed[folder] " " $i
  }
  next
}

FNR == 1 {
  folder = FILENAME
  public = folder ~ /^include\//
  if (public) folder = "include"
  else { sub(/^sim\//, "", folder); sub(/\/.*/, "", folder) }
  if (!(folder in seen)) { seen[folder] = 1; order[++folders] = folder }
  if (!public && !(folder in row)) fault(folder, "sim/" folder " has no row in tests/layering/allowed")
}

/^[ \t]*#[ \t]*include/ {
  header = $0
  sub(/^[ \t]*#[ \t]*include[ \t]*/, "", header)
  quoted = header ~ /^"/; angled = header ~ /^</
  sub(/^["<]/, "", header); sub(/[">].*$/, "", header)
  at = FILENAME ":" FNR ": " header
  if (!quoted && !angled) fault(folder, at ": a header named by a macro cannot be checked")
  else if (header ~ /(^|\/)\.\.?(\/|$)/) fault(folder, at ": a path with dots")
  else if (public) {
    # The C library's own headers that hold types only, GLib, and each other.
    if (header !~ /^(glib|glib-object|gio\/gio|std(bool|int|def))\.h$/ && header !~ /^concordat\/[a-z0-9-]+\.h$/)
      fault(folder, at ": a public header includes GLib only")
  }
  else if (header ~ /^(sim|concordat)\// && !may(folder, header)) fault(folder, at ": sim/" folder " may not")
  else if (quoted && header !~ /^(sim|concordat)\//) fault(folder, at ": name it from the root, sim/" folder "/...")
}

END {
  for (i = 1; i <= folders; i++) {
    folder = order[i]
    printf "%s - %s includes only what its row allows\n%s", folder in faults ? "not ok" : "ok", folder, faults[folder]
  }
  printf "%s - the table goes one way\n%s", "allowed" in faults ? "not ok" : "ok", faults["allowed"]
  exit bad
}
