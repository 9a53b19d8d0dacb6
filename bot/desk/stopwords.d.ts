// natural types its index only, which loads much more than this file.
declare module 'natural/lib/natural/util/stopwords.js' {
  const stopwords: { words: string[] }
  export = stopwords
}
