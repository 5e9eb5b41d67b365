# The file format of https://openwrt.org/docs/guide-user/base-system/uci#file_syntax: sections with
# a type and perhaps a name, options, and lists, whose values may be quoted.
function unquoted(text) {
	sub(/^[ \t]+/, "", text)
	sub(/[ \t]+$/, "", text)
	if (text ~ /^'.*'$/ || text ~ /^".*"$/) text = substr(text, 2, length(text) - 2)
	return text
}
function rest(line, words,   i) {
	sub(/^[ \t]+/, "", line)
	for (i = 0; i < words; i++) sub(/^[^ \t]+[ \t]*/, "", line)
	return unquoted(line)
}
function find(name,   i, wanted, number) {
	if (name ~ /^@/) {
		wanted = substr(name, 2, index(name, "[") - 2)
		number = substr(name, index(name, "[") + 1) + 0
		for (i = 1; i <= sections; i++)
			if (!gone[i] && type[i] == wanted && number-- == 0) return i
		return 0
	}
	for (i = 1; i <= sections; i++) if (!gone[i] && names[i] == name) return i
	return 0
}
function place(section, key,   i) {
	for (i = 1; i <= options[section]; i++)
		if (keys[section, i] == key) return i
	return 0
}
function put(section, key,   i) {
	i = place(section, key)
	if (!i) { i = ++options[section]; keys[section, i] = key }
	return i
}
function shown(section,   i, before) {
	if (names[section] != "") return names[section]
	for (i = 1; i < section; i++) if (!gone[i] && type[i] == type[section]) before++
	return "@" type[section] "[" before + 0 "]"
}
$1 == "config" {
	sections++
	type[sections] = unquoted($2)
	names[sections] = rest($0, 2)
}
$1 == "option" {
	at = put(sections, $2)
	list[sections, at] = 0
	count[sections, at] = 1
	values[sections, at, 1] = rest($0, 2)
}
$1 == "list" {
	at = put(sections, $2)
	list[sections, at] = 1
	values[sections, at, ++count[sections, at]] = rest($0, 2)
}
END {
	argument = ENVIRON["UCI_ARGUMENT"]
	equals = index(argument, "=")
	value = equals ? unquoted(substr(argument, equals + 1)) : ""
	path = equals ? substr(argument, 1, equals - 1) : argument
	sub(/^[^.]*\.?/, "", path)
	dot = index(path, ".")
	name = dot ? substr(path, 1, dot - 1) : path
	key = dot ? substr(path, dot + 1) : ""
	section = find(name)
	if (command == "get") {
		if (!section) exit 1
		if (key == "") { print type[section]; exit 0 }
		at = place(section, key)
		if (!at) exit 1
		for (i = 1; i <= count[section, at]; i++) printf "%s%s", (i > 1 ? " " : ""), values[section, at, i]
		print ""
		exit 0
	}
	if (command == "show") {
		for (s = 1; s <= sections; s++) {
			if (name != "" && s != section) continue
			print package "." shown(s) "=" type[s]
			for (i = 1; i <= options[s]; i++) {
				if (!count[s, i]) continue
				line = package "." shown(s) "." keys[s, i] "="
				for (j = 1; j <= count[s, i]; j++) line = line (j > 1 ? " " : "") "'" values[s, i, j] "'"
				print line
			}
		}
		exit 0
	}
	if (command == "set" && key == "") {
		if (!section) { section = ++sections; names[section] = name }
		type[section] = value
	} else if (command == "set") {
		if (!section) exit 1
		at = put(section, key)
		list[section, at] = 0
		count[section, at] = 1
		values[section, at, 1] = value
	} else if (command == "add_list") {
		if (!section) exit 1
		at = put(section, key)
		list[section, at] = 1
		values[section, at, ++count[section, at]] = value
	} else if (command == "del_list") {
		at = place(section, key)
		if (!at) exit 1
		kept = 0
		for (i = 1; i <= count[section, at]; i++)
			if (values[section, at, i] != value) values[section, at, ++kept] = values[section, at, i]
		count[section, at] = kept
	} else if (command == "delete") {
		if (!section) exit 1
		if (key == "") gone[section] = 1
		else if (place(section, key)) count[section, place(section, key)] = 0
		else exit 1
	} else if (command != "export") exit 1
	for (s = 1; s <= sections; s++) {
		if (gone[s]) continue
		print "config " type[s] (names[s] == "" ? "" : " '" names[s] "'")
		for (i = 1; i <= options[s]; i++)
			for (j = 1; j <= count[s, i]; j++)
				print "\t" (list[s, i] ? "list" : "option") " " keys[s, i] " '" values[s, i, j] "'"
		print ""
	}
}
