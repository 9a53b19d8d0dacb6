/** A text without the marks of Markdown: notifications show them as they are. */
export function plainSummary(text: string): string {
  return text
    .replace(/^_(.{1,2000})_$/gm, '$1')
    .replaceAll('**', '')
    .replaceAll('`', '')
    .replace(/\\([\\*_[\]<>|#!~()])/g, '$1')
    .replace(/\[([^\]\n]{1,300})\]\((https:[^)\s]{1,500})\)/g, '$1 ($2)')
}
