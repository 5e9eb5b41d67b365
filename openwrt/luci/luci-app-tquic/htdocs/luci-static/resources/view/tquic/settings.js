'use strict';
'require view';
'require form';
'require tools.widgets as widgets';
'require tquic.bond as bond';

function list(section, tab, name, title, values, description) {
	var option = tab ? section.taboption(tab, form.ListValue, name, title, description)
	                 : section.option(form.ListValue, name, title, description);

	values.forEach(function(value) {
		option.value(value[0], value[1] || value[0]);
	});

	return option;
}

function ids(known, fallback) {
	return (known && known.length ? known : [ fallback ]).map(function(id) { return [ id ] });
}

return view.extend({
	load: function() {
		return L.resolveDefault(bond.choices(), {});
	},

	bondOptions: function(s, choices) {
		var o;

		s.tab('general', _('General Settings'));
		s.tab('advanced', _('Advanced Settings'));

		s.taboption('general', form.Flag, 'enabled', _('Enabled'));

		o = s.taboption('general', form.Value, 'server', _('Server'),
			_('Where the paired server is now, such as vpn.example.org:4433, if that is not where the pairing code said. A change starts the bond anew.'));
		o.datatype = 'or(hostport,ipaddrport(1))';
		o.placeholder = _('as paired');

		list(s, 'general', 'scheduler', _('Scheduler'), ids(choices.schedulers, 'aggregate'),
			_('Which link carries the next packet.'));
		list(s, 'general', 'congestion', _('Congestion control'), ids(choices.congestions, 'bbr'),
			_('How much a link may carry.'));
		list(s, 'general', 'failover', _('Without the server'), [
			[ 'direct', _('Use the WANs directly') ],
			[ 'block', _('Let nothing out (kill switch)') ]
		], _('What becomes of traffic while no link reaches the server.'));

		s.taboption('general', form.Flag, 'tether', _('Phones on USB'),
			_('A phone that shares its connection over USB becomes a link when it is plugged in.'));

		s.taboption('general', form.Flag, 'only_links', _('Only the links below'),
			_('Otherwise every WAN is bonded.'));

		o = s.taboption('advanced', form.DynamicList, 'route', _('Routes'),
			_('What goes through the bond: networks, or default for everything without a more specific route.'));
		o.datatype = 'or("default",cidr)';
		o.placeholder = 'default';

		list(s, 'advanced', 'engine', _('Engine'), [
			[ 'multipath', _('multipath: one connection, a path per link') ],
			[ 'quiche', _('quiche: a connection per link') ]
		], _('A change starts the bond anew.'));

		o = s.taboption('advanced', form.Value, 'device', _('Device'), _('A change starts the bond anew.'));
		o.datatype = 'and(uciname,maxlength(15))';
		o.placeholder = 'tquic0';

		list(s, 'advanced', 'log', _('Log level'),
			[ [ 'ERROR' ], [ 'WARN' ], [ 'INFO' ], [ 'DEBUG' ], [ 'TRACE' ] ]).default = 'INFO';

		s.taboption('advanced', form.Flag, 'qlog', _('Log connections'),
			_('In the qlog format, in the flash; for looking into faults.'));

		o = s.taboption('advanced', form.Value, 'qlog_mib', _('Space for these logs'), _('MiB of flash.'));
		o.datatype = 'range(1,1048576)';
		o.placeholder = '16';
		o.depends('qlog', '1');
	},

	linkOptions: function(s) {
		var o;

		// Values say what they are: older themes leave the titles of columns out on phones.
		s.anonymous = true;
		s.addremove = true;
		s.nodescriptions = true;
		s.addbtntitle = _('Add a link');

		o = s.option(widgets.NetworkSelect, 'interface', _('Interface'));
		o.nocreate = true;
		o.rmempty = false;

		o = s.option(form.Flag, 'enabled', _('Bonded'));
		o.default = o.enabled;
		o.editable = true;

		o = list(s, null, 'metered', _('Metered'), [
			[ 'auto', _('by its kind') ], [ 'on', _('metered') ], [ 'off', _('not metered') ]
		], _('Paid for by volume; phones and modems are by themselves.'));
		o.default = 'auto';
		o.editable = true;
		o.width = '15%';

		o = list(s, null, 'tier', _('Tier'), [ 1, 2, 3, 4, 5, 6, 7, 8, 9 ].map(function(tier) {
			return [ String(tier), _('tier %d').format(tier) ];
		}),
			_('1 is used first; others when no link of a lower tier works.'));
		o.default = '1';
		o.editable = true;
		o.width = '10%';

		o = s.option(form.Value, 'quota', _('Quota'),
			_('What it may carry a month, both directions together, and then nothing: 20G, 500M, or off.'));
		o.validate = function(section, value) {
			return !value || /^(off|(?=.*[1-9])(\d{1,9}(\.\d{1,3})?[kKmMgG]|\d{1,6}(\.\d{1,3})?[tT]|\d{1,9})[bB]?)$/.test(value)
				|| _('Expecting an amount such as 20G or 500M, or off');
		};
		o.placeholder = _('no quota');
		o.editable = true;
		o.width = '12%';

		o = s.option(form.Value, 'quota_day', _('Quota from'),
			_('Day of the month on which it is counted anew, 1 to 31, or never.'));
		o.datatype = 'or("never",range(1,31))';
		o.placeholder = _('day 1');
		o.editable = true;
		o.width = '10%';

		o = s.option(form.Value, 'weight', _('Weight'), _('Share of the traffic under the scheduler weighted.'));
		o.datatype = 'range(1,1000)';
		o.placeholder = _('weight 1');
		o.editable = true;
		o.width = '10%';
	},

	render: function(choices) {
		var m = new form.Map('tquic', _('TQUIC Bond'), _('Joins the WANs of this router into one link through a server.'));

		this.bondOptions(m.section(form.NamedSection, 'bond', 'bond'), choices);
		this.linkOptions(m.section(form.GridSection, 'link', _('Links')));

		return m.render();
	}
});
