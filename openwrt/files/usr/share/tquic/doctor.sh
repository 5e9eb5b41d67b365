# shellcheck shell=dash
# An examination of the links in the background, whose steps can be read as they come. rpcd
# answers a call when its process has ended, and kills that after 30 s: a call can only start an
# examination, and look at it later.
# Needs config.sh and console.sh.

_TQUIC_DOCTOR=$TQUIC_RUN/doctor

_tquic_doctor_runs() {
	local pid
	pid=$(cat "$_TQUIC_DOCTOR/pid" 2>/dev/null)
	[ -n "$pid" ] && kill -0 "$pid" 2>/dev/null
}

tquic_doctor_start() {
	_tquic_doctor_runs && return 0
	rm -rf "$_TQUIC_DOCTOR"
	(umask 077 && mkdir -p "$_TQUIC_DOCTOR") || return 1
	# With other descriptors of ours open, rpcd would go on waiting.
	_tquic_doctor_work </dev/null >"$_TQUIC_DOCTOR/events" 2>"$_TQUIC_DOCTOR/error" &
	echo $! >"$_TQUIC_DOCTOR/pid"
}

_tquic_doctor_work() {
	tquic_console examine
	# Without a running role the program examines the links by itself; its steps come at the end.
	[ $? != 3 ] || exec "$TQUIC_BIN" doctor --state "$TQUIC_STATE" --json
}

# {"running", "events": [...], "error"}: an event is a step of a link, or the findings at the end.
tquic_doctor_poll() {
	local running=false error
	_tquic_doctor_runs && running=true
	printf '{"running":%s,"events":[' $running
	# Documents are indented, so only the last line of one is a bracket alone; what is not complete
	# yet is left for the next time.
	awk '
		{ text = text $0 }
		$0 == "}" { printf "%s%s", separator, text; separator = ","; text = "" }
	' "$_TQUIC_DOCTOR/events" 2>/dev/null
	json_init
	json_add_string error "$(cat "$_TQUIC_DOCTOR/error" 2>/dev/null)"
	error=$(json_dump)
	printf '],%s\n' "${error#*\{}"
}
