#!/bin/sh
# shellcheck shell=dash
# Says to the running role what UCI says of links: whether one is bonded, whether it is paid for by
# volume, its tier, its quota. The role keeps it with the link, under whatever name that comes back.
#
# links.sh all           of every link
# links.sh INTERFACE     of the links over this interface

# shellcheck source=/dev/null
. "${TQUIC_ROOT:-}/usr/share/tquic/config.sh"
# shellcheck source=/dev/null
. "$TQUIC_ROOT/usr/share/tquic/settings.sh"
# shellcheck source=/dev/null
. "$TQUIC_ROOT/usr/share/tquic/console.sh"

say() { # COMMAND DEVICE [VALUE]
	local answer
	answer=$(tquic_console "$1 '$2' ${3:-}" 2>&1) && return 0
	tquic_log warn "$1 $2: $answer"
	return 1
}

# What UCI says no more is taken back. What cannot be meant changes nothing: a quota with a typing
# error is not to be none.
say_or_take_back() { # SECTION OPTION CHECK COMMAND DEVICE
	local given value
	config_get given "$1" "$2" ''
	tquic_get value "$1" "$2" '' "$3"
	[ -n "$value" ] || [ -z "$given" ] || return 0
	say "$4" "$5" "${value:-auto}"
}

link() { # SECTION
	local interface enabled device metered tier
	tquic_get interface "$1" interface "$1" tquic_is_section
	[ "$only" = all ] || [ "$only" = "$interface" ] || return 0
	config_get_bool enabled "$1" enabled ''
	tquic_link_device device "$1" || return 0
	[ -d "$TQUIC_ROOT/sys/class/net/$device" ] || return 0
	tquic_get metered "$1" metered '' tquic_is_word on off auto
	tquic_get tier "$1" tier '' tquic_is_number 1 9
	case $enabled in
	1) say link-enable "$device" ;;
	0) say link-disable "$device" ;;
	esac
	[ -z "$metered" ] || say link-metered "$device" "$metered"
	[ -z "$tier" ] || say link-tier "$device" "$tier"
	# The day first: a quota is not to be counted by another one even for a moment.
	say_or_take_back "$1" quota_day tquic_is_quota_day link-quota-day "$device"
	say_or_take_back "$1" quota tquic_is_quota link-quota "$device"
}

only=${1:-all}
config_load tquic
config_foreach link link
