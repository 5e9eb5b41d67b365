/** `LuCI.poll` (https://openwrt.github.io/luci/jsapi/LuCI.poll.html), whose clock the tests turn. */
export class Poll {
  #tasks = [];
  #running = false;

  add(task, interval) {
    if (typeof task !== 'function' || !(interval > 0)) throw new TypeError('poll.add(function, seconds)');
    if (this.#tasks.includes(task)) return false;
    this.#tasks.push(task);
    this.start();
    return true;
  }

  remove(task) {
    if (typeof task !== 'function') throw new TypeError('poll.remove(function)');
    const before = this.#tasks.length;
    this.#tasks = this.#tasks.filter((one) => one !== task);
    if (!this.#tasks.length) this.stop();
    return this.#tasks.length < before;
  }

  start() {
    this.#running = this.#tasks.length > 0;
    return this.#running;
  }

  stop() {
    this.#running = false;
    return true;
  }

  active() {
    return this.#running;
  }

  /** What an interval's end does. */
  async step() {
    if (this.#running) await Promise.all(this.#tasks.map((task) => task()));
  }
}
