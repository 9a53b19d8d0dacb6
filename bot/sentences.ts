/** What only the edge can say, since the conversation does not see it. */
export const SENTENCES = {
  tooLong:
    'That is more text than I can read at once. Send it as a text file (up to 64 KB), or paste only the lines around the error, or, for many PCs, a CSV with one line per PC.',
  stateLost:
    'My notes on this conversation could not be read any more, so I start over. Please send the error or the output once more.',
  unconfirmed: 'Just above is what I said last, once more, since it may not have reached you.',
  answered: 'My answer is below.',
  othersCase:
    'Only who opened this case can answer here. Paste what a tool printed, or write to me in a chat of your own.',
  chose: 'You chose ',
  fault: 'That went wrong on my side, and it is logged. Where we are is kept: try once more, or write "person" for IT.',
}
