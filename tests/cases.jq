# Meson's testlog.json, one test a line, as one `ok` or `not ok` line a test case: cmocka's cases, or TAP lines, where the
# test prints such, else the test itself. A case that began and did not end well has failed, a skipped one too.
def named($pattern): [.[] | capture($pattern) | .name];

. as $test
| ((.stdout // "") | split("\n")) as $lines
| ($test.name | sub(".* / "; "")) as $name
| ($lines | named("\\[ RUN +\\] (?<name>\\S+)")) as $begun
| ($lines | named("\\[ +OK \\] (?<name>\\S+)")) as $good
| (($good | map("ok - \($name): \(.)"))
   + ($begun - $good | map("not ok - \($name): \(.)"))
   + ($lines | map(select(test("^(not )?ok ")) | if test("^ok .*# *SKIP"; "i") then "not " + . else . end))) as $cases
| (if $test.result != "OK" and all($cases[]; startswith("ok")) then
     $cases + ["not ok - \($name): \($test.result)"]
   elif $cases == [] then ["ok - \($name)"]
   else $cases end)
| .[]
