'use strict';
'require view';
'require poll';
'require dom';
'require ui';
'require tquic.bond as bond';

var CODE = /^tquic[0-9]:[A-Za-z0-9_-]+$/,
    SCAN_PERIOD_MS = 250;

// Only a page that came by HTTPS may use the camera, and not every browser reads codes.
function canRead() {
	return 'BarcodeDetector' in window;
}

function canScan() {
	return canRead() && navigator.mediaDevices && navigator.mediaDevices.getUserMedia;
}

function codeIn(image) {
	return new BarcodeDetector({ formats: [ 'qr_code' ] }).detect(image).then(function(found) {
		var codes = found.map(function(code) { return code.rawValue.trim() });

		return codes.filter(function(text) { return CODE.test(text) })[0] || null;
	});
}

return view.extend({
	load: function() {
		return bond.status();
	},

	take: function(code) {
		this.code.value = code;
		this.code.dispatchEvent(new Event('input'));
	},

	// Shows the camera until a code is seen or the user has enough.
	scan: function() {
		var video = E('video', { 'playsinline': '', 'muted': '', 'style': 'width:100%;max-height:60vh' }),
		    ended = false;

		return navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } }).then(L.bind(function(stream) {
			var end = function() {
				ended = true;
				stream.getTracks().forEach(function(track) { track.stop() });
				ui.hideModal();
			};

			ui.showModal(_('Scan the code that the server shows'), [
				video,
				E('div', { 'class': 'right' }, E('button', { 'class': 'btn', 'click': end }, _('Cancel')))
			]);
			video.srcObject = stream;

			var look = L.bind(function() {
				if (ended)
					return;

				return codeIn(video).catch(function() { return null }).then(L.bind(function(code) {
					if (!code)
						return window.setTimeout(look, SCAN_PERIOD_MS);

					end();
					this.take(code);
				}, this));
			}, this);

			return video.play().then(look);
		}, this)).catch(function(error) {
			ui.addNotification(null, E('p', [ _('The camera cannot be used: %s').format(error.message) ]), 'warning');
		});
	},

	read: function(ev) {
		var file = ev.target.files[0];

		if (!file)
			return;

		return createImageBitmap(file).then(codeIn).then(L.bind(function(code) {
			if (!code)
				throw new Error(_('There is no pairing code in this picture.'));

			this.take(code);
		}, this)).catch(bond.tellFailure);
	},

	pair: function() {
		return bond.pair(this.code.value.trim()).then(L.bind(function() {
			dom.content(this.outcome, E('p', { 'class': 'spinning' }, _('Pairing…')));
			poll.add(L.bind(this.follow, this), 2);
			poll.start();
		}, this)).catch(bond.tellFailure);
	},

	follow: function() {
		return bond.status().then(L.bind(function(answer) {
			dom.content(this.outcome, this.outcomeOf(answer));
		}, this));
	},

	outcomeOf: function(answer) {
		var first = answer.running && answer.status.bonds[0];

		if (first && answer.status.state == 'up')
			return E('div', { 'class': 'alert-message success' }, [
				E('p', [ _('Bonded with %s.').format(first.name) ]),
				E('a', { 'class': 'btn', 'href': L.url('admin/services/tquic/status') }, _('Status'))
			]);

		if (answer.running)
			return E('p', { 'class': 'spinning' }, [ answer.status.message || _('Connecting…') ]);

		return E('div', { 'class': 'alert-message warning' }, [
			E('p', _('The bond does not run.')),
			answer.log.length ? E('pre', [ answer.log.join('\n') ]) : ''
		]);
	},

	render: function(answer) {
		var submit = E('button', {
			'class': 'btn cbi-button-action important', 'disabled': '',
			'click': ui.createHandlerFn(this, 'pair')
		}, _('Pair'));

		this.outcome = E('div', { 'id': 'tquic-outcome' });
		this.code = E('textarea', {
			'id': 'tquic-code', 'class': 'cbi-input-textarea', 'rows': 4, 'style': 'width:100%',
			'placeholder': 'tquic1:…', 'spellcheck': 'false', 'autocomplete': 'off',
			'input': L.bind(function() {
				submit.disabled = !CODE.test(this.code.value.trim());
			}, this)
		});

		return E([], [
			E('h2', _('Pairing')),
			E('div', { 'class': 'cbi-map-descr' }, _('On the server, <code>tquic pair --address HOST:PORT</code> prints a code that lets one router in, once.')),
			answer.running || answer.paired
				? E('div', { 'class': 'alert-message notice' }, _('This router is paired. A code of another server pairs it anew.')) : '',
			E('div', { 'class': 'cbi-section' }, [
				E('p', {}, this.code),
				E('div', {}, [
					submit, ' ',
					canScan() ? E('button', { 'class': 'btn', 'click': ui.createHandlerFn(this, 'scan') }, _('Scan with the camera')) : '', ' ',
					canRead() ? E('label', { 'class': 'btn' }, [
						_('Read from a picture'),
						E('input', { 'type': 'file', 'accept': 'image/*', 'style': 'display:none', 'change': L.bind(this.read, this) })
					]) : ''
				])
			]),
			this.outcome
		]);
	},

	handleSave: null,
	handleSaveApply: null,
	handleReset: null
});
