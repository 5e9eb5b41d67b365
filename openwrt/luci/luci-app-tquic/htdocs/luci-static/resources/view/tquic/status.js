'use strict';
'require view';
'require poll';
'require dom';
'require ui';
'require tquic.bond as bond';
'require tquic.sparkline as sparkline';

var PERIOD_S = 2,
    KEPT_SAMPLES = 60,
    FEWEST_SAMPLES = 10;

// What was lately received and sent, by link, over redraws of the table.
var traffic = {};

function remember(path) {
	var series = traffic[path.link] = traffic[path.link] || { down: [], up: [] };

	series.down = series.down.concat(Math.max(path.rxBps, 0)).slice(-KEPT_SAMPLES);
	series.up = series.up.concat(Math.max(path.txBps, 0)).slice(-KEPT_SAMPLES);
}

function byName(links) {
	var found = {};

	(links || []).forEach(function(link) { found[link.name] = link });

	return found;
}

function linkCell(path, link) {
	var cell = [ E('strong', [ path.link ]) ];

	if (link && link.metered)
		cell.push(' ', E('span', { 'class': 'label notice', 'title': _('Its traffic is paid for by volume') }, _('metered')));

	if (path.tier > 1)
		cell.push(' ', E('span', { 'class': 'label', 'title': _('Carries traffic while no link of a lower tier works') }, _('tier %d').format(path.tier)));

	if (link)
		cell.push(E('br'), E('small', [ link.kind.replace(/_/g, ' ').toLowerCase(), link.driver ? ', ' + link.driver : '' ]));

	if (path.quota && path.quota.limitBytes > 0)
		cell.push(quotaBar(path.quota));

	return cell;
}

// What is used of what the link may carry, and when that is counted anew.
function quotaBar(quota) {
	var share = Math.min(1, quota.usedBytes / quota.limitBytes);

	return E('div', { 'class': 'tquic-quota' }, [
		E('meter', { 'min': 0, 'max': 1, 'high': 0.8, 'optimum': 0, 'value': share, 'style': 'width:100%' }),
		E('small', [
			_('%s of %s used').format(bond.volume(quota.usedBytes), bond.volume(quota.limitBytes)),
			quota.resetsOn ? E('br') : '',
			quota.resetsOn ? _('anew on %s').format(quota.resetsOn) : ''
		])
	]);
}

function trafficCell(path) {
	var series = traffic[path.link];

	return [
		sparkline.render(series.down, series.up, Math.max(series.down.length, FEWEST_SAMPLES), _('Traffic of %s').format(path.link)),
		E('br'),
		E('small', rates(path.rxBps, path.txBps))
	];
}

// Both directions; a number is not parted from its unit.
function rates(down, up) {
	return [ [ '↓ ', down ], [ '↑ ', up ] ].map(function(rate) {
		return E('span', { 'style': 'white-space:nowrap;margin-right:.5em' }, [ rate[0], bond.rate(rate[1]) ]);
	});
}

function pathRow(path, link) {
	var reason = bond.reasonText(path);

	return E('tr', { 'class': 'tr', 'data-link': path.link }, [
		E('td', { 'class': 'td', 'data-title': _('Link') }, linkCell(path, link)),
		E('td', { 'class': 'td', 'data-title': _('State') }, [
			bond.stateLabel(path.state), ' ',
			E('small', '%t'.format(Math.max(0, (Date.now() - path.sinceMillis) / 1000))),
			reason ? E('div', {}, E('small', [ reason ])) : ''
		]),
		E('td', { 'class': 'td', 'data-title': _('Traffic') }, trafficCell(path)),
		// In words, since older themes leave the titles of columns out on phones.
		E('td', { 'class': 'td', 'data-title': _('Quality') }, [
			_('%s round trip').format(bond.milliseconds(path.smoothedRttNs)), E('br'),
			E('small', path.lossRate < 0 ? '' : _('%.1f %% lost').format(path.lossRate * 100))
		]),
		E('td', { 'class': 'td', 'data-title': _('Total') }, [
			E('small', [ '↓ ', '%1024.1mB'.format(path.rxBytes), E('br'), '↑ ', '%1024.1mB'.format(path.txBytes) ])
		])
	]);
}

function pathTable(paths, links) {
	return E('table', { 'class': 'table', 'id': 'tquic-paths' }, [
		E('tr', { 'class': 'tr table-titles' }, [
			_('Link'), _('State'), _('Traffic'), _('Quality'), _('Total')
		].map(function(title) { return E('th', { 'class': 'th' }, title) }))
	].concat(paths.map(function(path) { return pathRow(path, links[path.link]) })));
}

function sum(paths, key) {
	return paths.reduce(function(total, path) { return total + Math.max(0, path[key]) }, 0);
}

function row(title, content) {
	return E('tr', { 'class': 'tr' }, [
		E('td', { 'class': 'td left', 'width': '33%' }, title),
		E('td', { 'class': 'td left' }, content)
	]);
}

function stopped(answer) {
	var lines = answer.log || [];

	return E('div', { 'class': 'alert-message warning' }, [
		E('h4', _('The bond does not run')),
		E('p', !answer.enabled ? _('It is switched off.')
			: answer.paired ? _('It is being started, or ended with a failure.')
			: _('This router is not paired with a server yet.')),
		lines.length ? E('pre', [ lines.join('\n') ]) : '',
		E('a', { 'class': 'btn cbi-button-action', 'href': L.url('admin/services/tquic', answer.paired ? 'settings' : 'pairing') },
			answer.paired ? _('Settings') : _('Pair with a server'))
	]);
}

function summary(role) {
	var first = role.bonds[0],
	    up = role.state == 'up';

	return [ role.message ].concat(role.warnings).map(function(text) {
		return text ? E('div', { 'class': 'alert-message warning' }, [ text ]) : '';
	}).concat([
		E('table', { 'class': 'table' }, [
			row(_('State'), [
				E('span', { 'class': 'label ' + (up ? 'success' : 'warning') }, [ up ? _('up') : role.state ]),
				' ', '%t'.format(role.uptimeMillis / 1000)
			]),
			first ? row(_('Server'), [ first.name ]) : '',
			first ? row(_('Address in the bond'), [ first.innerAddresses.map(bond.shortAddress).join(', ') || '–' ]) : '',
			first ? row(_('Traffic'), E('strong', rates(sum(first.paths, 'rxBps'), sum(first.paths, 'txBps')))) : ''
		])
	]);
}

return view.extend({
	load: function() {
		return Promise.all([
			bond.status(),
			L.resolveDefault(bond.links(), {}),
			L.resolveDefault(bond.choices(), {})
		]);
	},

	// A change holds at once, and is written into the configuration.
	choice: function(id, title, ids, current) {
		var select = new ui.Select(current, ids.reduce(function(all, one) {
			all[one] = one;
			return all;
		}, {}), { id: id, sort: true });

		return E('div', { 'class': 'cbi-value' }, [
			E('label', { 'class': 'cbi-value-title', 'for': 'widget.' + id }, title),
			E('div', { 'class': 'cbi-value-field', 'change': ui.createHandlerFn(this, function() {
				var value = select.getValue();

				return (id == 'scheduler' ? bond.choose(value, null) : bond.choose(null, value)).then(function() {
					ui.addNotification(null, E('p', [ _('%s is %s from now on').format(title, value) ]), 'info');
				}).catch(bond.tellFailure);
			}) }, select.render())
		]);
	},

	draw: function(answer, links) {
		if (!answer.running)
			return stopped(answer);

		var paths = answer.status.bonds.length ? answer.status.bonds[0].paths : [];

		paths.forEach(remember);

		return summary(answer.status).concat([
			E('h3', _('Links')),
			paths.length ? pathTable(paths, byName(links.links)) : E('em', _('No WAN is there.'))
		]);
	},

	render: function(data) {
		var live = E('div', { 'class': 'cbi-section' }, this.draw(data[0], data[1])),
		    choices = data[2],
		    running = data[0].running && data[0].status.bonds[0];

		poll.add(L.bind(function() {
			return Promise.all([ bond.status(), L.resolveDefault(bond.links(), {}) ]).then(L.bind(function(fresh) {
				dom.content(live, this.draw(fresh[0], fresh[1]));
			}, this));
		}, this), PERIOD_S);

		return E([], [
			E('h2', _('TQUIC Bond')),
			live,
			running ? E('div', { 'class': 'cbi-section' }, [
				E('h3', _('Plug-ins')),
				this.choice('scheduler', _('Scheduler'), choices.schedulers || [], running.scheduler),
				this.choice('congestion', _('Congestion control'), choices.congestions || [], running.congestion)
			]) : ''
		]);
	},

	handleSave: null,
	handleSaveApply: null,
	handleReset: null
});
