#!/bin/sh
# A conflict on cue: the second administrator commits a change to the place that is being changed.
#
#   sps-appliance --write-certificates certificates &
#   HOST=localhost:8443 CA=certificates/ca.pem sh conflict-on-cue.sh
set -eu

cookies=$(mktemp)
trap 'rm -f "$cookies"' EXIT
sps() { # METHOD PATH [BODY]
    curl --silent --show-error --cacert "$CA" --cookie "$cookies" \
        --request "$1" "https://$HOST$2" --header "Content-Type: application/json" --data "${3-}"
}

curl --silent --show-error --fail-with-body --cacert "$CA" --user admin:demo --cookie-jar "$cookies" \
    "https://$HOST/api/authentication" >/dev/null
sps PUT /api/configuration/management/webinterface '{"timeout":30}' >/dev/null
echo "cue: $(sps POST /_demo/cues/conflict)"
echo "commit: $(sps PUT /api/transaction '{"status":"commit","message":"Longer sessions"}')"
sps DELETE /api/transaction >/dev/null
echo "cue: $(sps POST '/_demo/cues/clock?value=23')"
echo "date: $(curl --silent --head --request GET --cacert "$CA" "https://$HOST/api/info" | grep -i '^date')"
