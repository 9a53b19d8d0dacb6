import de from '../data/messages/de.json' with { type: 'json' }
import es from '../data/messages/es.json' with { type: 'json' }
import fr from '../data/messages/fr.json' with { type: 'json' }
import it from '../data/messages/it.json' with { type: 'json' }
import ja from '../data/messages/ja.json' with { type: 'json' }
import ko from '../data/messages/ko.json' with { type: 'json' }
import nl from '../data/messages/nl.json' with { type: 'json' }
import pl from '../data/messages/pl.json' with { type: 'json' }
import pt from '../data/messages/pt.json' with { type: 'json' }
import ru from '../data/messages/ru.json' with { type: 'json' }
import zh from '../data/messages/zh.json' with { type: 'json' }

/** A localised sentence and the code it stands for. */
export type LocalMessage = { code: string; text: string }

/** The sentences of all languages but English. Only the Russian ones are verified: they are matched, never shown. */
export const LOCAL_MESSAGES: readonly LocalMessage[] = [de, es, fr, it, ja, ko, nl, pl, pt, ru, zh].flatMap(
  ({ messages }) => messages,
)
