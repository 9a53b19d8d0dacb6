// Preloaded with `node -r`: whatever listens on all interfaces listens on 127.0.0.1 instead.
const { Server } = require('node:net')

const { listen } = Server.prototype
const isPort = (value) => typeof value === 'number' || /^\d+$/.test(value)

Server.prototype.listen = function (place, ...rest) {
  const onListening = rest.findLast((one) => typeof one === 'function')
  if (place === undefined || isPort(place))
    return listen.call(this, { port: Number(place ?? 0), host: '127.0.0.1' }, onListening)
  if (typeof place === 'object' && 'port' in place)
    return listen.call(this, { ...place, host: '127.0.0.1' }, onListening)
  return listen.call(this, place, ...rest)
}
