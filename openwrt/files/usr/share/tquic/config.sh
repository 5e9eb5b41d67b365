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
	# No parts of a byte, and no more than an exabyte.
	case $__number in *.????*) return 1 ;; esac
	case $1 in
	*[tT]*) case ${__number%.*} in ???????*) return 1 ;; esac ;;
	*[kKmMgG]*) ;;
	*.*) return 1 ;;
	esac
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

# Where a server can be dialled: NAME:PORT, IPV4:PORT or [IPV6]:PORT.
tquic_is_server() { # TEXT
	local __host=${1%:*}
	[ "$__host" != "$1" ] && tquic_is_number "${1##*:}" 1 65535 || return 1
	case $__host in
	'['*']') _tquic_is_ipv6 "${__host#[}" ;;
	*[!A-Za-z0-9._-]*) return 1 ;;
	*[!0-9.]*) _tquic_is_name "$__host" ;;
	*) _tquic_is_ipv4 "$__host" ;;
	esac
}

# As RFC 1123 section 2.1 has them, with the underscore that real zones use.
_tquic_is_name() { # TEXT
	local IFS=. __label
	[ ${#1} -le 253 ] || return 1
	case $1 in .* | *. | *..*) return 1 ;; esac
	for __label in $1; do
		case $__label in -* | *-) return 1 ;; esac
		[ ${#__label} -le 63 ] || return 1
	done
	# What ends with a number is no name.
	case $__label in *[!0-9]*) ;; *) return 1 ;; esac
	case $__label in 0[xX]*) case ${__label#0?} in *[!0-9a-fA-F]*) ;; *) return 1 ;; esac ;; esac
}

# Neither all addresses of a machine nor a group.
_tquic_is_ipv4() { # TEXT
	local IFS=. __number
	case $1 in .* | *. | *..* | 0.0.0.0) return 1 ;; esac
	# shellcheck disable=SC2086 # The parts are the arguments.
	set -- $1
	[ $# = 4 ] || return 1
	for __number in "$@"; do
		case $__number in 0?*) return 1 ;; esac
		tquic_is_number "$__number" 0 255 || return 1
	done
	[ "$1" -lt 224 ] || [ "$1" -gt 239 ]
}

# Without the brackets, and with hexadecimal groups only.
_tquic_is_ipv6() { # TEXT]
	local IFS=: __group __text=${1%]} __most=8
	case $__text in
	*[!0-9a-fA-F:]* | *:::* | *::*::* | :[!:]* | *[!:]: | [fF][fF]*) return 1 ;;
	*::*) __most=7 ;;
	esac
	case $__text in *[1-9a-fA-F]*) ;; *) return 1 ;; esac
	# shellcheck disable=SC2086 # The groups are the arguments, and an empty one is none.
	set -- $__text
	local __groups=0
	for __group in "$@"; do
		[ ${#__group} -le 4 ] || return 1
		[ -z "$__group" ] || __groups=$((__groups + 1))
	done
	[ $__groups -le $__most ] && { [ $__most = 7 ] || [ $__groups = 8 ]; }
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

# What passes a check, for people.
_tquic_expected() { # CHECK [ARGUMENTS...]
	local check=$1
	shift
	case $check in
	tquic_is_id) echo 'an id such as aggregate' ;;
	tquic_is_device) echo 'the name of a device such as eth1' ;;
	tquic_is_section) echo 'the name of an interface such as wan' ;;
	tquic_is_number) echo "a number from $1 to $2" ;;
	tquic_is_quota) echo 'an amount of data such as 20G, or off' ;;
	tquic_is_quota_day) echo 'a number from 1 to 31, or never' ;;
	tquic_is_server) echo 'HOST:PORT such as vpn.example.org:4433 or [2001:db8::1]:4433' ;;
	tquic_is_code) echo 'what tquic pair printed' ;;
	tquic_is_word) echo "one of $*" ;;
	esac
}

# An option's value, or its default where the value cannot be meant; that is logged.
tquic_get() { # VARIABLE SECTION OPTION DEFAULT CHECK [ARGUMENTS...]
	local __variable=$1 __section=$2 __option=$3 __default=$4 __check=$5 __value
	shift 5
	config_get __value "$__section" "$__option" "$__default"
	if [ "$__value" != "$__default" ] && ! "$__check" "$__value" "$@"; then
		# A code is a secret, also with a typing error.
		[ "$__check" != tquic_is_code ] || __value=...
		tquic_log err "tquic.$__section.$__option=$__value is not usable, taking ${__default:-nothing};\
 expected is $(_tquic_expected "$__check" "$@")"
		__value=$__default
	fi
	eval "$__variable=\$__value"
}

# The same, where a value that cannot be meant is to leave everything as it is.
tquic_get_or_keep() { # VARIABLE SECTION OPTION KEPT CHECK
	config_get "$1" "$2" "$3" ''
	eval "[ -z \"\$$1\" ]" || tquic_get "$@"
}

# What the role's settings say now.
tquic_setting() { # KEY
	sed -n "s/^$1 = //p" "$TQUIC_STATE/config/org.tquic.router.cfg" 2>/dev/null
}
