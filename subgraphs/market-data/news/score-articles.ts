import { afinn165FinancialMarketNews as afinn } from 'afinn-165-financialmarketnews';
import { sentencesOf } from './article-tokenizer.js';
import { scoreArticle } from './engine/score-article.js';
import type { ArticleText } from './news.js';

/** Scores articles by their texts, −1 (bearish) to 1 (bullish), in their order. */
export function scoreArticles(articles: readonly ArticleText[]): number[] {
  return articles.map(({ title, summary }) =>
    scoreArticle({ title: sentencesOf(title), summary: summary === null ? [] : sentencesOf(summary) }, generalValence),
  );
}

/** Words that a general lexicon has an opinion of and that say nothing in financial news, by their use there. */
const NOT_FINANCIAL = new Set(
  'gross,steady,share,shares,debt,interest,growth,matter,matters,united,alliance,trust,top,assets,asset,free,please,pray,dear,god,no,not,number,like,reach,reached,reaches,want,vision,share,care,true,steady,greet,yes,natural,vitamin,kind,join,mine,mines,tops,cancer,drug,drugs,obesity,disease,pain,death,kill,killing,virus,infection,trauma,shot,war,fire,bomb,gun,crime,victim,toxic,loved,love,fun,game,games,holiday,host,hosts,noble,royal,prime,prize,solution,solutions,solve,heart,wealth,worth,luck,hero,super,cool,fresh,novel,smart,clean,safe,vice,cancelled,capital,hard,sorry,stop,stops,poll,tax,alone,cut,cuts,drop,low,lower,high,higher,fell,fall,falls,rise,rises,raise,raises,gain,gains,loss,losses,lost,lose'.split(
    ',',
  ),
);

function generalValence(word: string): number {
  return NOT_FINANCIAL.has(word) || !Object.hasOwn(afinn, word) ? 0 : afinn[word]!;
}
