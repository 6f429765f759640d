// The texts of all scripts stand in the page as data, in its language: whole sentences with the names of values in braces.
var dvText = (function () {
  "use strict";
  let words = null, rules = null;

  function read() {
    if (words) return words;
    words = JSON.parse(document.getElementById("dv-words").textContent);
    rules = new Intl.PluralRules(words.language);
    return words;
  }

  // Each form of a plural stands by a count that takes it, and so do all counts of the same class.
  function form(forms, count) {
    if (typeof forms === "string") return forms;
    const known = Object.keys(forms), wanted = rules.select(count);
    return forms[known.find((example) => rules.select(Number(example)) === wanted) || known[known.length - 1]];
  }

  // A number that is written as in English, with the separators of the language.
  function localised(number) {
    return number.replace(/[.,]/g, (sign) => (sign === "." ? read().decimal : read().group));
  }

  function count(value) {
    return localised(value.toLocaleString("en"));
  }

  function text(name, values) {
    const found = form(read().texts[name], values && values.count);
    return values ? found.replace(/\{(\w+)\}/g, (whole, key) => (typeof values[key] === "number" ? count(values[key]) : values[key])) : found;
  }

  // What a name that comes from data is called; those of models and metrics are called what they are.
  function called(kind, name) {
    const key = kind + "." + name;
    return Object.hasOwn(read().texts, key) ? text(key) : name;
  }

  return Object.assign(text, { localised, count, called });
})();
