# shellcheck shell=dash
# Speaks to a running role on its console's socket, without starting a Java runtime for it. The
# protocol: four bytes of length (big endian), one byte of kind, payload. Needs config.sh.

# Kinds of frame.
_TQUIC_EXEC=001
_TQUIC_OUTPUT=17
_TQUIC_ERROR=18
_TQUIC_STATUS=19
_TQUIC_REFUSED=21

# Runs a line of the console: its output, its errors, its exit status. Status 3 when no role runs.
tquic_console() { # LINE
	local socket=$TQUIC_STATE/console.sock folder status
	[ -S "$socket" ] || return 3
	if ! command -v socat >/dev/null; then
		"$TQUIC_BIN" console --state "$TQUIC_STATE" "$1"
		return
	fi
	folder=$(mktemp -d /tmp/tquic.XXXXXX) || return 3
	# A pipe of its own keeps our side open until the answer is complete: a role takes the end of
	# its input for a client that hung up, and stops the command.
	mkfifo "$folder/in"
	# shellcheck disable=SC2094 # It is a pipe.
	socat -t 1 - "UNIX-CONNECT:$socket" <"$folder/in" 2>/dev/null | _tquic_talk "$folder/in" "$1"
	status=$?
	rm -rf "$folder"
	return $status
}

_tquic_talk() { # PIPE LINE
	# The role may be gone before it was asked.
	trap '' PIPE
	exec 9>"$1"
	# No folded lines: as wide as a terminal can be.
	printf '\000\000\000\002\003\377\377' 2>/dev/null >&9
	# shellcheck disable=SC2059 # The length is a format: octal escapes.
	printf "$(printf '\\000\\000\\%03o\\%03o' $((${#2} >> 8)) $((${#2} & 255)))\\$_TQUIC_EXEC" \
		2>/dev/null >&9
	printf %s "$2" 2>/dev/null >&9
	local a b c d kind length
	while read -r a b c d kind <<-EOF && [ -n "$kind" ]; do
		$(_tquic_bytes 5)
	EOF
		length=$(((a << 24) + (b << 16) + (c << 8) + d))
		case $kind in
		"$_TQUIC_OUTPUT") _tquic_payload $length ;;
		"$_TQUIC_ERROR" | "$_TQUIC_REFUSED") _tquic_payload $length >&2 ;;
		"$_TQUIC_STATUS")
			read -r a <<-EOF
				$(_tquic_bytes 1)
			EOF
			return "$a"
			;;
		*) _tquic_payload $length >/dev/null ;;
		esac
	done
	return 3
}

# So many bytes of the input as decimal numbers, and none more than that.
_tquic_bytes() { # COUNT
	dd bs=1 count="$1" 2>/dev/null | hexdump -v -e '1/1 "%u "'
}

_tquic_payload() { # LENGTH
	[ "$1" = 0 ] || dd bs="$1" count=1 iflag=fullblock 2>/dev/null
}
