export { isLearn } from './article-form.ts'
export { articleId, type Imported, importArticle, LARGEST_ARTICLE } from './import-article.ts'
export { sourceLine } from './repair.ts'
