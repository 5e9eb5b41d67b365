# shellcheck shell=dash disable=SC2034 # Others use the variables.
# UCI sections `link` -> settings of single links, by device. What is not said there any more is not
# in the settings, either. Needs config.sh and a loaded configuration (config_load tquic).

# shellcheck source=/dev/null
. "$TQUIC_ROOT/lib/functions/network.sh"

# The device of a link's interface, up or not. An interface that has none yet stands for itself:
# no device bears its name, so the link is absent, and others are not bonded in its place.
tquic_link_device() { # VARIABLE SECTION
	local __interface __device
	tquic_get __interface "$2" interface "$2" tquic_is_section
	network_get_device __device "$__interface" ||
		network_get_physdev __device "$__interface" ||
		__device=$(uci -q get "network.$__interface.device") ||
		__device=$__interface
	if ! tquic_is_device "$__device"; then
		tquic_log err "link $2: \"$__device\" is no name of a device"
		return 1
	fi
	eval "$1=\$__device"
}

# A device is said once: two interfaces may share it (wan and wan6), and the first counts.
_tquic_add() { # VARIABLE DEVICE VALUE
	local __list
	eval "__list=\$$1"
	case ,$__list in *",$2="*) return 0 ;; esac
	append "$1" "$2=$3" ,
}

# A typing error is not to lift a quota: what the settings have already counts then.
_tquic_quota() { # VARIABLE SECTION OPTION CHECK KEY DEVICE
	local __list
	__list=$(tquic_setting "$5")
	case ,$__list in
	*",$6="*)
		__list=${__list#*"$6="}
		__list=${__list%%,*}
		;;
	*) __list= ;;
	esac
	tquic_get_or_keep "$1" "$2" "$3" "$__list" "$4"
}

_tquic_link() { # SECTION
	local device enabled metered tier weight quota day
	tquic_link_device device "$1" || return 0
	config_get_bool enabled "$1" enabled ''
	tquic_get metered "$1" metered auto tquic_is_word on off auto
	tquic_get tier "$1" tier '' tquic_is_number 1 9
	tquic_get weight "$1" weight '' tquic_is_number 1 1000
	_tquic_quota quota "$1" quota tquic_is_quota linkquota "$device"
	_tquic_quota day "$1" quota_day tquic_is_quota_day linkquotaday "$device"
	case $enabled in
	1) _tquic_add linkenabled "$device" on ;;
	0) _tquic_add linkenabled "$device" off ;;
	esac
	[ "$metered" = auto ] || _tquic_add linkmetered "$device" "$metered"
	[ -z "$tier" ] || _tquic_add linktier "$device" "$tier"
	[ -z "$weight" ] || _tquic_add weights "$device" "$weight"
	case $quota in '' | off) ;; *) _tquic_add linkquota "$device" "$quota" ;; esac
	case $day in
	'') ;;
	never) _tquic_add linkquotaday "$device" 0 ;;
	*) _tquic_add linkquotaday "$device" "$day" ;;
	esac
}

# Reads the sections into variables of the caller: linkenabled, linkmetered, linktier, linkquota,
# linkquotaday, weights.
tquic_links() {
	linkenabled='' linkmetered='' linktier='' linkquota='' linkquotaday='' weights=''
	config_foreach _tquic_link link
}
