/** A term that cards use, how people write it, and what it is in one or two sentences. */
export type Term = { name: string; heard: RegExp; means: string }

/** The words of volume activation. */
export const glossary: readonly Term[] = [
  {
    name: 'KMS host',
    heard: /\bkms[- ](host|server)\b/i,
    means: 'the server of your organisation that activates its PCs. Each PC asks it again every 7 days.',
  },
  {
    name: 'KMS host key',
    heard: /\b(kms host key|csvlk)\b/i,
    means: 'the key that turns a server into a KMS host. It belongs on the host only, never on a PC.',
  },
  {
    name: 'KMS',
    heard: /\b(kms|key management service)\b/i,
    means: 'Key Management Service: PCs are activated by a server of your organisation, not by Microsoft one by one.',
  },
  {
    name: 'MAK',
    heard: /\b(mak|multiple activation key)\b/i,
    means: 'Multiple Activation Key: a key that activates a fixed number of PCs once each, by internet or telephone.',
  },
  {
    name: 'GVLK',
    heard: /\b(gvlk|setup key|generic volume licen[sc]e key|client key)\b/i,
    means: 'the setup key that makes a PC a KMS client. Microsoft publishes it; one for each version and edition.',
  },
  {
    name: 'SRV record',
    heard: /\b(srv([- ]record)?s?|_vlmcs|vlmcs)\b/i,
    means: 'an entry in DNS, `_vlmcs._tcp`, that names the KMS host and its port, so that PCs find it by themselves.',
  },
  {
    name: 'CMID',
    heard: /\b(cmid|client machine id)s?\b/i,
    means:
      'Client Machine ID: the number by which a KMS host tells PCs apart. Copies of one image share it until reset.',
  },
  {
    name: 'Current count',
    heard: /\b(current |activation )?count\b/i,
    means:
      'how many different PCs asked the host lately. It activates Office and servers from 5 on, Windows PCs from 25.',
  },
  {
    name: 'Event 12288',
    heard: /\b(event )?12288\b/i,
    means: 'the line that Windows writes when it asks a KMS host: the answer and the name of the host.',
  },
  {
    name: 'Elevated prompt',
    heard: /\b(elevated|elevation|admin(istrator)? (prompt|rights|window))\b/i,
    means: 'a Command Prompt with administrator rights: Start, type `cmd`, right-click, Run as administrator.',
  },
  {
    name: 'ospp.vbs',
    heard: /\bospp(\.vbs)?\b/i,
    means: 'the script of Office for its licence. It lies in the folder of Office.',
  },
  {
    name: 'slmgr.vbs',
    heard: /\bslmgr(\.vbs)?\b/i,
    means: 'the script of Windows for its licence. It lies in `%windir%\\system32`.',
  },
  {
    name: 'nslookup',
    heard: /\bnslookup\b/i,
    means: 'a command that asks DNS a question and prints the answer. It changes nothing.',
  },
  {
    name: 'DNS publishing',
    heard: /\b(dns )?publish(ing|es)?\b/i,
    means: 'the KMS host writes its own SRV record into DNS, once a day and when its service starts.',
  },
  {
    name: 'DNS suffix',
    heard: /\b(dns )?suffix\b/i,
    means: 'the domain that a PC adds to short names, and where it looks for the record of the KMS host.',
  },
  {
    name: 'Grace period',
    heard: /\b(grace( period)?|oob_?grace|oot_?grace|out[- ]of[- ]tolerance)\b/i,
    means: 'the days in which a product works although it is not activated, or not any more.',
  },
  {
    name: 'Port 1688',
    heard: /\b(port|1688|tcp)\b/i,
    means: 'the TCP port on which a KMS host listens, 1688 unless somebody changed it. A firewall must let it through.',
  },
  {
    name: 'Activation ID',
    heard: /\b(activation id|sku id)\b/i,
    means: 'the number of one product and edition in the licence store, the same on every PC.',
  },
  {
    name: 'Host caching',
    heard: /\b(host )?cach(e|ing)\b/i,
    means: 'a PC remembers the KMS host that answered and asks it first the next time.',
  },
  {
    name: 'VPN',
    heard: /\bvpn\b/i,
    means: 'a connection that puts a PC outside into the company network.',
  },
  {
    name: 'Installation ID',
    heard: /\binstallation id\b/i,
    means: 'the digits that you read out when you activate by telephone.',
  },
  {
    name: 'Confirmation ID',
    heard: /\bconfirmation id\b/i,
    means: 'the digits that you get back when you activate by telephone.',
  },
]
