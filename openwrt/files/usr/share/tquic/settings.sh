# shellcheck shell=dash
# UCI options -> the settings file of the router role, which reads it anew when it changes.
# Needs config.sh and a loaded configuration (config_load tquic).

# shellcheck source=/dev/null
. "$TQUIC_ROOT/usr/share/tquic/links.sh"

_tquic_add_wan() { # SECTION
	local enabled device
	config_get_bool enabled "$1" enabled 1
	[ "$enabled" = 1 ] && tquic_link_device device "$1" && append wans "$device" ,
}

_tquic_add_route() { # NETWORK
	if tquic_is_network "$1"; then
		append routes "$1" ,
	else
		tquic_log err "tquic.bond.route=$1 is not default or a network such as 192.0.2.0/24"
	fi
}

# The lines of the settings file. Needs tquic_links.
tquic_settings() {
	local engine scheduler congestion device failover qlog qlog_mib wans='' routes='' only server
	tquic_get_or_keep server bond server "$(tquic_setting server)" tquic_is_server
	tquic_get engine bond engine multipath tquic_is_id
	tquic_get scheduler bond scheduler aggregate tquic_is_id
	tquic_get congestion bond congestion bbr tquic_is_id
	tquic_get device bond device tquic0 tquic_is_device
	tquic_get failover bond failover direct tquic_is_word direct block
	config_get_bool qlog bond qlog 0
	tquic_get qlog_mib bond qlog_mib 16 tquic_is_number 1 1048576
	config_list_foreach bond route _tquic_add_route
	config_get_bool only bond only_links 0
	if [ "$only" = 1 ]; then
		config_foreach _tquic_add_wan link
		# An empty list would mean all WANs; without any link, name one that is not there.
		wans=${wans:-none}
	fi
	cat <<-EOF
		# Written from /etc/config/tquic; edits are lost.
		server = $server
		engine = $engine
		scheduler = $scheduler
		congestion = $congestion
		wans = $wans
		linkenabled = $linkenabled
		linkmetered = $linkmetered
		linktier = $linktier
		linkquota = $linkquota
		linkquotaday = $linkquotaday
		routes = ${routes:-default}
		device = $device
		fallback = $([ "$failover" = direct ] && echo true || echo false)
		firewall = false
		qlog = $([ "$qlog" = 1 ] && echo true || echo false)
		qlogmib = $qlog_mib
	EOF
}

# The lines of the settings file of scheduler `weighted`. Needs tquic_links.
tquic_weights() {
	cat <<-EOF
		# Written from /etc/config/tquic; edits are lost.
		weights = $weights
	EOF
}

# The lines of the settings file of what the local network is told.
tquic_lan() {
	local announce page=''
	config_get_bool announce bond announce 1
	if [ "$announce" = 1 ] && [ -e "$TQUIC_ROOT/www/luci-static/resources/view/tquic/status.js" ]; then
		page=80/cgi-bin/luci/admin/services/tquic/status
	fi
	cat <<-EOF
		# Written from /etc/config/tquic; edits are lost.
		statuspage = $page
	EOF
}

# The lines of the settings file of the log.
tquic_log_settings() {
	local level
	tquic_get level bond log INFO tquic_is_word ERROR WARN INFO DEBUG TRACE
	cat <<-EOF
		# Written from /etc/config/tquic; edits are lost.
		level = $(echo "$level" | tr '[:upper:]' '[:lower:]')
	EOF
}

# Writes a file if it would change: the role takes every new one for a word of the operator.
_tquic_write() { # NAME TEXT
	local folder=$TQUIC_STATE/config file
	file=$folder/$1.cfg
	[ "$2" != "$(cat "$file" 2>/dev/null)" ] || return 0
	(
		umask 077
		mkdir -p "$folder"
		printf '%s\n' "$2" >"$file.new"
	) && mv "$file.new" "$file"
}

tquic_settings_write() {
	local linkenabled linkmetered linktier linkquota linkquotaday weights
	tquic_links
	_tquic_write org.tquic.router "$(tquic_settings)" &&
		_tquic_write org.tquic.scheduler.weighted "$(tquic_weights)" &&
		_tquic_write org.tquic.lan "$(tquic_lan)" &&
		_tquic_write org.tquic.log "$(tquic_log_settings)"
}
