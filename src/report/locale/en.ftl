# English texts of the report. Every other language has the same messages; a missing one stops the build.
# Values in braces are written by the program: keep their names.

report-title = Community report
between = between { $low } and { $high }
people = { $n ->
    [one] { $n } person
   *[other] { $n } people
}
