# shellcheck shell=dash
# Changes of the configuration by ubus. All arguments are checked before the first is written; a
# refusal is said on the output. Needs config.sh and a loaded message (json_load).

# What a link of this interface is called in UCI, made where there is none.
_tquic_link_section() { # INTERFACE
	local section
	section=$(uci -q show tquic | sed -n "s/^\(tquic\.[^.]*\)\.interface='$1'$/\1/p" | head -n 1)
	if [ -z "$section" ]; then
		section=tquic.$1
		# The bond's own section has a name that an interface may have, too.
		case $(uci -q get "$section") in '' | link) ;; *) section=tquic.link_$1 ;; esac
		uci set "$section=link"
		uci set "$section.interface=$1"
	fi
	echo "$section"
}

tquic_change() {
	local scheduler congestion link enabled metered tier weight quota quota_day section option value said
	json_get_vars scheduler congestion link enabled metered tier weight quota quota_day
	said=$enabled$metered$tier$weight$quota$quota_day
	if [ -n "$scheduler" ] && ! tquic_is_id "$scheduler"; then
		echo "scheduler is an id such as aggregate"
	elif [ -n "$congestion" ] && ! tquic_is_id "$congestion"; then
		echo "congestion is an id such as bbr"
	elif [ -n "$said" ] && ! tquic_is_section "$link"; then
		echo "link is the name of an interface"
	elif [ -n "$metered" ] && ! tquic_is_word "$metered" on off auto; then
		echo "metered is on, off or auto"
	elif [ -n "$tier" ] && ! tquic_is_number "$tier" 1 9; then
		echo "tier is a number from 1 to 9"
	elif [ -n "$weight" ] && ! tquic_is_number "$weight" 1 1000; then
		echo "weight is a number from 1 to 1000"
	elif [ -n "$quota" ] && ! tquic_is_quota "$quota"; then
		echo "quota is an amount of data such as 20G, or off"
	elif [ -n "$quota_day" ] && ! tquic_is_quota_day "$quota_day"; then
		echo "quota_day is a number from 1 to 31, or never"
	elif [ -z "$scheduler$congestion$said" ]; then
		echo "nothing to set"
	else
		[ -z "$scheduler" ] || uci set "tquic.bond.scheduler=$scheduler"
		[ -z "$congestion" ] || uci set "tquic.bond.congestion=$congestion"
		if [ -n "$said" ]; then
			section=$(_tquic_link_section "$link")
			for option in enabled metered tier weight quota quota_day; do
				eval "value=\$$option"
				[ -z "$value" ] || uci set "$section.$option=$value"
			done
		fi
		uci commit tquic
		return 0
	fi
	return 1
}

tquic_pair() { # CODE
	tquic_is_code "$1" || {
		echo "this is no pairing code: it begins with tquic1: and is printed by tquic pair"
		return 1
	}
	uci set "tquic.bond.code=$1"
	# The code says where its server is.
	uci -q delete tquic.bond.server
	uci set tquic.bond.enabled=1
	uci commit tquic
}
