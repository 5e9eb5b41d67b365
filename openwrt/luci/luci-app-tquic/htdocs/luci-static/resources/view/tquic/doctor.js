'use strict';
'require view';
'require poll';
'require dom';
'require tquic.bond as bond';

function stepRow(step) {
	return E('tr', { 'class': 'tr' }, [
		E('td', { 'class': 'td left', 'width': '25%' }, [ bond.stepLabel(step.result), ' ', step.step ]),
		E('td', { 'class': 'td left' }, [ step.detail ])
	]);
}

// Steps that are done, by link, in the order in which the links were first heard of.
function bySteps(events) {
	var links = [], found = {};

	events.forEach(function(event) {
		if (!event.link)
			return;

		if (!found[event.link])
			links.push(found[event.link] = { name: event.link, steps: [] });

		found[event.link].steps.push(event);
	});

	return links;
}

function findings(events) {
	var last = events.length ? events[events.length - 1] : {};

	return last.links || null;
}

function section(link) {
	return E('div', { 'class': 'cbi-section', 'data-link': link.name }, [
		E('h3', [ link.name, ' ', link.verdict ? bond.verdictLabel(link.verdict) : E('em', { 'class': 'spinning' }, _('looking')) ])
	].concat((link.evidence || []).map(function(text) { return E('p', [ text ]) }), [
		link.remedy ? E('div', { 'class': 'alert-message notice' }, [ E('strong', _('What to do') + ': '), link.remedy ]) : '',
		E('table', { 'class': 'table' }, link.steps.map(stepRow))
	]));
}

return view.extend({
	draw: function(answer) {
		var events = answer.events || [],
		    links = findings(events) || bySteps(events);

		return [
			answer.error && !answer.running && !findings(events) ? E('div', { 'class': 'alert-message danger' }, [ answer.error ]) : '',
			answer.running && !links.length ? E('em', { 'class': 'spinning' }, _('Looking for links…')) : ''
		].concat(links.map(section));
	},

	look: function() {
		return bond.doctor('poll').then(L.bind(function(answer) {
			dom.content(this.findings, this.draw(answer));

			if (!answer.running) {
				poll.remove(this.looking);
				this.button.disabled = false;
			}
		}, this));
	},

	start: function() {
		this.button.disabled = true;

		return bond.doctor('start').then(L.bind(function(answer) {
			dom.content(this.findings, this.draw(answer));
			this.looking = L.bind(this.look, this);
			poll.add(this.looking, 1);
			// The page may have stopped to poll when nothing was left to look at.
			poll.start();
		}, this)).catch(L.bind(function(error) {
			this.button.disabled = false;
			bond.tellFailure(error);
		}, this));
	},

	render: function() {
		this.findings = E('div', { 'id': 'tquic-findings' });
		this.button = E('button', {
			'class': 'btn cbi-button-action important',
			'click': L.bind(this.start, this)
		}, _('Examine the links'));

		return E([], [
			E('h2', _('Doctor')),
			E('div', { 'class': 'cbi-map-descr' }, _('Walks each link up to the server and says what is wrong with it. It takes up to 15 seconds, changes nothing, and costs some 150 kB per link.')),
			E('div', { 'class': 'cbi-section' }, this.button),
			this.findings
		]);
	},

	handleSave: null,
	handleSaveApply: null,
	handleReset: null
});
