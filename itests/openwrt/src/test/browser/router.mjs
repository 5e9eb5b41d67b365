// A router's web server as far as LuCI's pages need one: LuCI's own files from a folder, our pages
// from the source tree, and rpcd's JSON-RPC (https://openwrt.org/docs/techref/ubus#access_to_ubus_over_http)
// with prepared answers.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';

const TYPES = { '.js': 'text/javascript', '.css': 'text/css', '.png': 'image/png', '.svg': 'image/svg+xml' };

const page = (view, path) => `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>LuCI</title>
<meta name="viewport" content="initial-scale=1.0">
<link rel="stylesheet" href="/luci-static/bootstrap/cascade.css">
<link rel="stylesheet" media="only screen and (max-device-width: 854px)" href="/luci-static/bootstrap/mobile.css">
<script>window.TR = {};</script>
<script src="/luci-static/resources/cbi.js"></script></head>
<body class="lang_en"><header><a class="brand" href="/">OpenWrt</a>
<ul class="nav" id="topmenu" style="display:none"></ul>
<div id="indicators" class="pull-right"></div></header>
<div id="maincontent" class="container"><div id="tabmenu" style="display:none"></div>
<script src="/luci-static/resources/promis.min.js"></script>
<script src="/luci-static/resources/luci.js"></script>
<script>L = new LuCI(${JSON.stringify({
  token: 'token',
  media: '/luci-static/bootstrap',
  resource: '/luci-static/resources',
  scriptname: '/cgi-bin/luci',
  pathinfo: '/' + path.join('/'),
  requestpath: path,
  dispatchpath: path,
  pollinterval: 5,
  ubuspath: '/ubus/',
  sessionid: '0123456789abcdef0123456789abcdef',
  nodespec: { satisfied: true, readonly: false },
})});</script>
<div id="view"><div class="spinning">Loading view…</div>
<script>L.require('ui').then(function(ui) { ui.instantiateView('${view}'); });</script></div>
</div><footer><ul class="breadcrumb pull-right" id="modemenu" style="display:none"></ul></footer>
<script>L.require('menu-bootstrap')</script></body></html>`;

async function file(folders, name) {
  for (const folder of folders) {
    try {
      return await readFile(join(folder, name));
    } catch (error) {
      if (error.code !== 'ENOENT') throw error;
    }
  }
  return null;
}

/**
 * Starts the server.
 *
 * @param luci LuCI's source tree
 * @param ours the htdocs folder of our pages
 * @param ubus called with object, method and arguments; gives the answer, or undefined
 */
export async function serve(luci, ours, ubus) {
  const folders = [
    join(luci, 'modules/luci-base/htdocs'),
    join(luci, 'themes/luci-theme-bootstrap/htdocs'),
    join(luci, 'modules/luci-mod-network/htdocs'),
    ours,
  ];
  const answer = ({ id, method, params }) => {
    if (method === 'list') return { jsonrpc: '2.0', id, result: {} };
    const [, object, name, args] = params;
    const result = ubus(object, name, args);
    return { jsonrpc: '2.0', id, result: result === undefined ? [4] : [0, result] };
  };
  const server = createServer(async (request, response) => {
    const path = normalize(new URL(request.url, 'http://router').pathname);
    if (path.startsWith('/ubus')) {
      let body = '';
      for await (const part of request) body += part;
      const message = JSON.parse(body);
      response.setHeader('Content-Type', 'application/json');
      response.end(JSON.stringify(Array.isArray(message) ? message.map(answer) : answer(message)));
    } else if (path.startsWith('/cgi-bin/luci/admin/menu')) {
      response.setHeader('Content-Type', 'application/json');
      response.end(JSON.stringify(ubus('menu', 'tree')));
    } else if (path.startsWith('/cgi-bin/luci/')) {
      const nodes = path.slice('/cgi-bin/luci/'.length).split('/');
      response.setHeader('Content-Type', 'text/html; charset=utf-8');
      response.end(page(nodes.slice(2).join('/'), nodes));
    } else {
      const content = await file(folders, path);
      response.statusCode = content ? 200 : 404;
      response.setHeader('Content-Type', TYPES[extname(path)] ?? 'application/octet-stream');
      response.end(content ?? '');
    }
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  return { url: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}
