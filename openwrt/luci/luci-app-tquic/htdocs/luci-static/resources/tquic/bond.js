'use strict';
'require baseclass';
'require rpc';
'require ui';

var STATES = {
	DISCOVERED: [ '', _('new') ],
	PROBING:    [ 'warning', _('connecting') ],
	VALIDATED:  [ 'warning', _('reached') ],
	ACTIVE:     [ 'success', _('active') ],
	STANDBY:    [ 'notice', _('standby') ],
	SUSPECT:    [ 'warning', _('silent') ],
	FAILED:     [ 'bad', _('failed') ],
	REMOVED:    [ '', _('gone') ]
};

var REASONS = {
	DISABLED:       _('switched off'),
	NO_CARRIER:     _('no cable or signal'),
	NO_ADDRESS:     _('no address'),
	NO_ROUTE:       _('no route to the server'),
	REFUSED:        _('the port is closed'),
	NO_ANSWER:      _('no answer'),
	CAPTIVE_PORTAL: _('captive portal'),
	SILENT:         _('went silent'),
	TLS:            _('key or certificate refused'),
	VERSION:        _('no common version'),
	NOT_PAIRED:     _('not paired'),
	CLOSED_BY_PEER: _('closed by the server'),
	TIMED_OUT:      _('timed out'),
	REPLACED:       _('replaced by a newer connection'),
	BETTER_TIER:    _('links of a lower tier carry the traffic'),
	QUOTA:          _('its quota is used up'),
	PEER_REPORT:    _('the server hears nothing'),
	ADDRESS_IN_USE: _('address in use'),
	INTERNAL:       _('internal failure')
};

var STEPS = {
	pass: [ 'success', '✓' ],
	fail: [ 'bad', '✗' ],
	skip: [ '', '–' ]
};

var VERDICTS = {
	'ok':            [ 'success', _('works') ],
	'disabled':      [ 'notice', _('switched off') ],
	'not-tested':    [ 'notice', _('not tested') ],
	'quota':         [ 'warning', _('quota used up') ],
	'lossy':         [ 'warning', _('loses packets') ]
};

// Themes have no class for a label that is bad news; those with variables have a colour for it.
function label(kind, text) {
	return E('span', kind == 'bad'
		? { 'class': 'label important', 'style': 'color:#fff;background-color:var(--error-color-high, #d00)' }
		: { 'class': 'label ' + kind }, [ text ]);
}

// An answer with `error` is a refusal, told to whoever waits for it.
function refused(answer) {
	if (answer && answer.error)
		throw new Error(answer.error);

	return answer;
}

function declare(method, params) {
	var call = rpc.declare({ object: 'tquic', method: method, params: params || [], expect: { '': {} } });

	return function() {
		return call.apply(null, arguments).then(refused);
	};
}

var callSet = rpc.declare({
	object: 'tquic',
	method: 'set',
	params: [ 'scheduler', 'congestion' ],
	expect: { '': {} }
});

// E() takes a lone string for HTML, and one in an array for text. What the program says is always in
// an array here and on the pages: some of it was said by the other end, or by who is in between.
return baseclass.extend({
	status: declare('status'),
	links: declare('links'),
	choices: declare('choices'),
	doctor: rpc.declare({ object: 'tquic', method: 'doctor', params: [ 'action' ], expect: { '': {} } }),
	pair: declare('pair', [ 'code' ]),

	/** Chooses plug-ins, live and for good; null leaves one as it is. */
	choose: function(scheduler, congestion) {
		return callSet(scheduler || '', congestion || '').then(refused);
	},

	/** Tells of a failure at the top of the page. */
	tellFailure: function(error) {
		ui.addNotification(null, E('p', [ error.message ]), 'danger');
	},

	/** The state of a path as a coloured word. */
	stateLabel: function(state) {
		return label.apply(null, STATES[state] || [ '', state ]);
	},

	/** Why a path is in its state: a phrase, with the evidence; empty where all is well. */
	reasonText: function(path) {
		if (path.reason == 'NONE')
			return path.detail || '';

		return (REASONS[path.reason] || path.reason) + (path.detail ? ': ' + path.detail : '');
	},

	verdictLabel: function(verdict) {
		return label.apply(null, VERDICTS[verdict] || [ 'bad', verdict ]);
	},

	/** Whether a step of the doctor's holds, as a sign. */
	stepLabel: function(result) {
		return label.apply(null, STEPS[result] || [ '', result ]);
	},

	/** An IPv6 address with `::` for its first run of zeros. */
	shortAddress: function(text) {
		return text.indexOf('::') < 0 ? text.replace(/(^|:)0(:0)+(:|(?=\/|$))/, '::') : text;
	},

	/** Bits per second for people. */
	rate: function(bps) {
		return bps < 0 ? '–' : '%1000.1mbit/s'.format(bps);
	},

	/** Bytes as carriers count them: 1 GB is 10^9. */
	volume: function(bytes) {
		return '%1000.1mB'.format(bytes);
	},

	/** Nanoseconds as milliseconds. */
	milliseconds: function(ns) {
		return ns < 0 ? '–' : '%.1f ms'.format(ns / 1e6);
	}
});
