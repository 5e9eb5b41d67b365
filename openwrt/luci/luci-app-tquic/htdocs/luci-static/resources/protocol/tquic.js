'use strict';
'require form';
'require network';

// The bond as an interface: netifd's side of it. What the bond does is set on pages of its own.
return network.registerProtocol('tquic', {
	getI18n: function() {
		return _('TQUIC Bond');
	},

	getIfname: function() {
		return this._ubus('l3_device') || 'tquic0';
	},

	getOpkgPackage: function() {
		return 'tquic';
	},

	isFloating: function() {
		return true;
	},

	isVirtual: function() {
		return true;
	},

	getDevices: function() {
		return null;
	},

	containsDevice: function(ifname) {
		return (network.getIfnameOf(ifname) == this.getIfname());
	},

	renderFormOptions: function(s) {
		var o;

		o = s.taboption('general', form.DummyValue, '_bond', _('Bond'));
		o.rawhtml = true;
		o.cfgvalue = function() {
			return '<a href="%s">%s</a>'.format(
				L.url('admin/services/tquic/settings'),
				_('Server, links and scheduler are set on the pages of TQUIC Bond'));
		};

		o = s.taboption('advanced', form.Flag, 'hostroute', _('Routes to the server'),
			_('Keep a route to the server through each WAN, so that every link reaches it whatever becomes of default routes.'));
		o.default = o.enabled;
	}
});
