# Stands in for /usr/share/libubox/jshn.sh (https://openwrt.org/docs/guide-developer/jshn): messages
# are written piece by piece and read by name; booleans are 1 and 0.

# _json is the text so far, _closing what ends the objects and arrays that are open.
json_init() {
	_json='{'
	_closing='}'
	_separator=
}

_json_add() { # NAME JSON
	_json=$_json$_separator
	case $_closing in '}'*) _json="$_json\"$1\":" ;; esac
	_json=$_json$2
	_separator=,
}

_json_open() { # NAME BRACKET CLOSING
	_json_add "$1" "$2"
	_closing=$3$_closing
	_separator=
}

_json_close() {
	_json=$_json${_closing%"${_closing#?}"}
	_closing=${_closing#?}
	_separator=,
}

_json_quoted() { # TEXT
	case $1 in
	*[!A-Za-z0-9\ _.:/-]*) jq -nc --arg text "$1" '$text' ;;
	*) echo "\"$1\"" ;;
	esac
}

json_add_string() { _json_add "$1" "$(_json_quoted "$2")"; }
json_add_int() { _json_add "$1" "$2"; }
json_add_boolean() { if [ "$2" = 1 ]; then _json_add "$1" true; else _json_add "$1" false; fi; }
json_add_object() { _json_open "$1" '{' '}'; }
json_close_object() { _json_close; }
json_add_array() { _json_open "$1" '[' ']'; }
json_close_array() { _json_close; }
json_dump() { echo "$_json$_closing"; }

json_load() {
	for _name in $_names; do unset "_value_$_name"; done
	_names=$(printf %s "$1" | jq -er 'keys[]' 2>/dev/null | tr '\n' ' ')
	# What is no object is refused; an empty one has no names.
	[ -n "$_names" ] || [ "$1" = '{}' ] || return 1
	[ -z "$_names" ] || eval "$(printf %s "$1" | jq -r 'to_entries[] |
		"_value_\(.key)=\(.value | if . == true then 1 elif . == false then 0 else . end | @sh)"')"
}

json_get_var() { # VARIABLE NAME
	eval "$1=\$_value_$2"
}

json_get_vars() {
	for _name in "$@"; do json_get_var "$_name" "$_name"; done
}
