export { articleId, type Imported, importArticle, isMarkdown, LARGEST_ARTICLE } from './import-article.ts'
