# Stands in for /lib/functions.sh: what https://openwrt.org/docs/guide-developer/config-scripting
# says of config_load, config_get, config_get_bool, config_foreach and config_list_foreach.
append() { # VARIABLE TEXT [SEPARATOR]
	eval "$1=\"\${$1:+\${$1}${3:- }}\$2\""
}

config_load() {
	CONFIG_SECTIONS=
	_section=
	_number=0
	while read -r _kind _key _value; do
		_value=${_value#\'}
		_value=${_value%\'}
		case $_kind in
		config)
			_number=$((_number + 1))
			_section=${_value:-cfg$_number}
			append CONFIG_SECTIONS "$_section"
			eval "CONFIG_${_section}_TYPE=\$_key"
			;;
		option) eval "CONFIG_${_section}_$_key=\$_value" ;;
		list)
			eval "_length=\$((\${CONFIG_${_section}_${_key}_LENGTH:-0} + 1))"
			eval "CONFIG_${_section}_${_key}_LENGTH=\$_length"
			eval "CONFIG_${_section}_${_key}_ITEM$_length=\$_value"
			;;
		esac
	done <<-EOF
		$(uci export "$1")
	EOF
}

config_get() { # VARIABLE SECTION OPTION [DEFAULT]
	eval "$1=\${CONFIG_$2_$3:-\$4}"
}

config_get_bool() { # VARIABLE SECTION OPTION [DEFAULT]
	config_get _bool "$2" "$3" "$4"
	case $_bool in
	1 | on | true | yes | enabled) _bool=1 ;;
	0 | off | false | no | disabled) _bool=0 ;;
	*) _bool=$4 ;;
	esac
	eval "$1=\$_bool"
}

config_foreach() { # FUNCTION TYPE [ARGUMENTS...]
	local function=$1 wanted=$2 section type
	shift 2
	for section in $CONFIG_SECTIONS; do
		config_get type "$section" TYPE
		[ "$type" != "$wanted" ] || "$function" "$section" "$@"
	done
}

config_list_foreach() { # SECTION OPTION FUNCTION
	local length item=1 value
	config_get length "$1" "$2_LENGTH" 0
	while [ $item -le "$length" ]; do
		config_get value "$1" "$2_ITEM$item"
		"$3" "$value"
		item=$((item + 1))
	done
}
