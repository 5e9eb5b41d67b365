# shellcheck shell=dash disable=SC2034 # Others use the variables.
# What the other scripts share: where things are, and UCI options read strictly.

# A folder that stands for the root directory, for tests; empty on a router.
TQUIC_ROOT=${TQUIC_ROOT:-}
TQUIC_STATE=$TQUIC_ROOT/etc/tquic
TQUIC_RUN=$TQUIC_ROOT/var/run/tquic
TQUIC_BIN=$TQUIC_ROOT/usr/bin/tquic
TQUIC_INIT=$TQUIC_ROOT/etc/init.d/tquic

# config_load and its kind; an init script has them already.
if ! command -v config_load >/dev/null; then
	# shellcheck source=/dev/null
	. "$TQUIC_ROOT/lib/functions.sh"
fi

tquic_log() { # PRIORITY TEXT
	logger -t tquic -p "daemon.$1" "$2"
}

# Forms of values, checked without starting a process.
tquic_is_id() { # TEXT
	case $1 in '' | [!a-z0-9]* | *[!a-z0-9-]*) return 1 ;; esac
	[ ${#1} -le 64 ]
}

tquic_is_device() { # TEXT
	case $1 in '' | . | .. | *[!A-Za-z0-9_.@-]*) return 1 ;; esac
	[ ${#1} -le 15 ]
}

tquic_is_section() { # TEXT
	case $1 in '' | *[!A-Za-z0-9_]*) return 1 ;; esac
	[ ${#1} -le 64 ]
}

tquic_is_number() { # TEXT LEAST MOST
	case $1 in '' | *[!0-9]* | ??????????*) return 1 ;; esac
	[ "$1" -ge "$2" ] && [ "$1" -le "$3" ]
}

# An amount of data of at most 9 digits before the point: 20G, 500M, 1.5T; more than nothing.
tquic_is_volume() { # TEXT
	local __number=${1%[bB]}
	__number=${__number%[kKmMgGtT]}
	case $__number in '' | *[!0-9.]* | .* | *. | *.*.* | ??????????*) return 1 ;; esac
	case $__number in *[1-9]*) ;; *) return 1 ;; esac
}

tquic_is_quota() { # TEXT
	[ "$1" = off ] || tquic_is_volume "$1"
}

tquic_is_quota_day() { # TEXT
	case $1 in never) return 0 ;; 0*) return 1 ;; esac
	tquic_is_number "$1" 1 31
}

tquic_is_network() { # TEXT
	case $1 in
	default) return 0 ;;
	*[!0-9a-fA-F.:/]* | */*/*) return 1 ;;
	*[.:]*/[0-9]*) return 0 ;;
	esac
	return 1
}

# Pairing codes are `tquic`, a version, a colon and base64url.
tquic_is_code() { # TEXT
	case $1 in
	tquic[0-9]:*[!A-Za-z0-9_-]* | tquic[0-9]:) return 1 ;;
	tquic[0-9]:*) [ ${#1} -le 1024 ] ;;
	*) return 1 ;;
	esac
}

tquic_is_word() { # TEXT WORD...
	local text=$1 word
	shift
	for word in "$@"; do
		[ "$text" != "$word" ] || return 0
	done
	return 1
}

# An option's value, or its default where the value cannot be meant; that is logged.
tquic_get() { # VARIABLE SECTION OPTION DEFAULT CHECK [ARGUMENTS...]
	local __variable=$1 __section=$2 __option=$3 __default=$4 __check=$5 __value
	shift 5
	config_get __value "$__section" "$__option" "$__default"
	if [ "$__value" != "$__default" ] && ! "$__check" "$__value" "$@"; then
		tquic_log err "tquic.$__section.$__option=$__value is not usable, taking ${__default:-nothing}"
		__value=$__default
	fi
	eval "$__variable=\$__value"
}
