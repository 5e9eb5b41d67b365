'use strict';
'require baseclass';

var SVG = 'http://www.w3.org/2000/svg',
    WIDTH = 120,
    HEIGHT = 28;

function element(name, attributes) {
	var node = document.createElementNS(SVG, name);

	for (var key in attributes)
		node.setAttribute(key, attributes[key]);

	return node;
}

// The newest value is at the right.
function points(values, size, top) {
	var step = WIDTH / (size - 1),
	    first = size - values.length;

	return values.map(function(value, i) {
		return '%.1f,%.1f'.format((first + i) * step, HEIGHT - 1 - value / top * (HEIGHT - 2));
	}).join(' ');
}

return baseclass.extend({
	/**
	 * Draws the last values of two series, such as download and upload, to one scale.
	 *
	 * @param down values, 0 or more, drawn as a line
	 * @param up values, 0 or more, drawn dashed
	 * @param size how many values fill the width
	 * @param label what a screen reader says
	 */
	render: function(down, up, size, label) {
		var top = Math.max.apply(null, down.concat(up, [ 1 ])),
		    svg = element('svg', {
			viewBox: '0 0 %d %d'.format(WIDTH, HEIGHT), width: WIDTH, height: HEIGHT,
			role: 'img', 'aria-label': label
		    });

		svg.appendChild(element('polyline', {
			points: points(down, size, top), fill: 'none', stroke: '#4a8', 'stroke-width': 1.5
		}));
		// currentColor is the theme's, light or dark.
		svg.appendChild(element('polyline', {
			points: points(up, size, top), fill: 'none', stroke: 'currentColor',
			'stroke-width': 1, 'stroke-dasharray': '3 2', opacity: .7
		}));

		return svg;
	}
});
