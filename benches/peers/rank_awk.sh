#!/bin/sh
# The same job in awk and sort; no quotes in the data. rank_awk.sh DATA CRITERIA OUT
set -eu
export LC_ALL=C
awk -F, '
    NR == FNR { if (FNR > 1) { key[++m] = $1; worst[m] = $2; width[m] = $3 - $2; swing[m] = $4; total += $4 } next }
    FNR == 1 { for (i = 1; i <= NF; i++) column[$i] = i; next }
    { score = 0; for (i = 1; i <= m; i++) score += swing[i] / total * ($column[key[i]] - worst[i]) / width[i]
      printf "%.12f,%s,%s\n", 100 * score, $1, $2 }' "$2" "$1" |
    sort -t, -k1,1nr |
    awk -F, 'BEGIN { print "rank,id,name,value" } { print NR "," $2 "," $3 "," $1 }' >"$3"
