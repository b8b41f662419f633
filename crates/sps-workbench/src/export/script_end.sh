opened=
echo 'Committed.' >&2
