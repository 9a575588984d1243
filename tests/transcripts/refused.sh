#!/bin/sh
# Each file of refused/ is wrong in one way: the driver must fail, and say what its first line says.
#
#   refused.sh DRIVER FOLDER
failed=0
for file in "$2"/*.txt; do
    wanted=$(sed -n '1s/^# refused: //p' "$file")
    if said=$("$1" "$file" 2>&1); then
        echo "$file: not refused"
        failed=1
    elif ! printf '%s\n' "$said" | grep -qF -- "$wanted"; then
        printf '%s: expected: %s\n%s\n' "$file" "$wanted" "$said"
        failed=1
    fi
done
exit $failed
