// What rpcd answers: of our object, what a role in the lab said; of the rest, what a router with two
// WANs would say.
import { readFileSync } from 'node:fs';

const recorded = (name) =>
  JSON.parse(readFileSync(new URL(`recorded/${name}.json`, import.meta.url), 'utf8'));

/** A router whose state tests change; `calls` is what it was asked for. */
export class Router {
  calls = [];
  running = true;
  paired = true;
  state = recorded('status');
  links = recorded('links');
  findings = recorded('doctor');
  log = ['daemon.err tquic: the code was used before'];
  stepsShown = 0;
  uci = {
    tquic: {
      bond: {
        '.type': 'bond', '.name': 'bond', enabled: '1', scheduler: 'minrtt', congestion: 'bbr',
        engine: 'multipath', route: ['default'], failover: 'direct', tether: '1', only_links: '0',
        log: 'INFO', qlog: '0', qlog_mib: '16',
      },
      wan: { '.type': 'link', '.name': 'wan', interface: 'wan', enabled: '1', metered: 'off', tier: '1' },
      lte: { '.type': 'link', '.name': 'lte', interface: 'lte', enabled: '1', metered: 'on', tier: '2' },
    },
    network: {
      wan: { '.type': 'interface', '.name': 'wan', proto: 'dhcp', device: 'wan1' },
      lte: { '.type': 'interface', '.name': 'lte', proto: 'dhcp', device: 'wan2' },
      bond: { '.type': 'interface', '.name': 'bond', proto: 'tquic' },
    },
    wireless: {},
    firewall: {},
    luci: { main: { '.type': 'core', '.name': 'main' } },
  };

  constructor() {
    // As if it had been up for a while, and began now.
    for (const path of this.paths()) path.sinceMillis = Date.now() - 3_600_000;
  }

  paths() {
    return this.state.bonds[0].paths;
  }

  /** Traffic as it comes and goes. */
  tick() {
    this.paths().forEach((path, i) => {
      const phase = this.calls.length / (4 + i);
      path.rxBps = Math.round((i ? 18e6 : 41e6) * (0.8 + 0.2 * Math.sin(phase)));
      path.txBps = Math.round((i ? 2e6 : 5e6) * (0.8 + 0.2 * Math.cos(phase)));
      path.rxBytes += path.rxBps / 4;
      path.txBytes += path.txBps / 4;
    });
  }

  tquic(method, args) {
    switch (method) {
      case 'status':
        this.tick();
        return this.running
          ? { running: true, status: this.state }
          : { running: false, enabled: true, paired: this.paired, log: this.log };
      case 'links':
        return this.running ? { links: this.links } : { error: 'no role runs' };
      case 'choices':
        return { schedulers: ['aggregate', 'minrtt', 'redundant'], congestions: ['bbr', 'cubic'] };
      case 'set':
        if (args.scheduler) this.state.bonds[0].scheduler = args.scheduler;
        return { ok: true };
      case 'pair':
        return args.code === 'tquic1:refused' ? { error: 'this is no pairing code' } : { ok: true };
      case 'doctor':
        return this.doctor(args.action);
    }
  }

  doctor(action) {
    const steps = this.findings.links.flatMap((link) =>
      link.steps.map((step) => ({ link: link.name, ...step })));
    this.stepsShown = action === 'start' ? 1 : this.stepsShown + 9;
    const running = this.stepsShown < steps.length;
    const events = steps.slice(0, this.stepsShown);
    return { running, events: running ? events : [...steps, this.findings], error: '' };
  }

  ubus = (object, method, args) => {
    if (object === 'menu') return menu();
    this.calls.push({ object, method, args });
    switch (`${object}.${method}`) {
      case 'luci.getFeatures':
        return {};
      case 'session.access':
        return { access: true };
      case 'uci.get':
        return { values: this.uci[args.config] ?? {} };
      case 'uci.changes':
        return { changes: {} };
      case 'network.interface.dump':
        return { interface: ['wan', 'lte'].map((name, i) => ({
          interface: name, up: true, proto: 'dhcp', device: `wan${i + 1}`, l3_device: `wan${i + 1}` })) };
      case 'network.get_proto_handlers':
        return { tquic: { no_device: true }, dhcp: {} };
      case 'luci-rpc.getNetworkDevices':
      case 'luci-rpc.getWirelessDevices':
      case 'luci-rpc.getBoardJSON':
      case 'luci-rpc.getHostHints':
        return {};
    }
    if (object === 'uci') return {};
    return object === 'tquic' ? this.tquic(method, args) : undefined;
  };
}

function menu() {
  const file = new URL('../../../../../openwrt/luci/luci-app-tquic/root/usr/share/luci/menu.d/luci-app-tquic.json', import.meta.url);
  const tree = { children: {} };
  for (const [path, node] of Object.entries(JSON.parse(readFileSync(file, 'utf8')))) {
    let at = tree;
    for (const part of path.split('/')) {
      at.children ??= {};
      at = at.children[part] ??= { title: part === 'services' ? 'Services' : part, satisfied: true };
    }
    Object.assign(at, node, { satisfied: true });
  }
  return tree;
}
