// `LuCI.rpc` (https://openwrt.github.io/luci/jsapi/LuCI.rpc.html): calls of ubus methods by position.
// What `expect` names of the answer is given, with its value where the answer has none.
export function rpcOf(ubus) {
  return {
    declare({ object, method, params = [], expect = { '': undefined } }) {
      const [[key, otherwise]] = Object.entries(expect);
      return async (...values) => {
        const named = Object.fromEntries(params.map((name, i) => [name, values[i]]));
        const answer = await ubus(object, method, named);
        return structuredClone((key ? answer?.[key] : answer) ?? otherwise);
      };
    },
  };
}
