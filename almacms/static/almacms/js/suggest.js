/* Titles and names while somebody types in a search box. Fetched when a box is first focused; without it, one searches. */
const WAIT = 140; // milliseconds after a letter
const SHORTEST = 2;
const kept = new Map();
let numbers = 0;

function enhance(form) {
  const input = form.querySelector("input[type=search]");
  const { suggestions: address, name, one, many } = form.dataset;
  const list = document.createElement("ul");
  const told = document.createElement("p");
  let waiting = 0;
  let asked = 0;
  let active = -1;

  list.id = `suggestions-${++numbers}`;
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", name);
  list.hidden = true;
  told.className = "visually-hidden";
  told.setAttribute("role", "status");
  form.append(list, told);
  // A search field may not be a combobox, a text field may: https://www.w3.org/TR/html-aria/
  input.type = "text";
  input.inputMode = "search";
  for (const [attribute, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", list.id], ["aria-expanded", "false"]])
    input.setAttribute(attribute, value);

  const options = () => [...list.children];
  const choose = (place) => {
    active = place;
    options().forEach((option, at) => option.setAttribute("aria-selected", at === place));
    const option = list.children[place];
    if (option) {
      input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  };
  const close = () => {
    asked += 1;
    clearTimeout(waiting);
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    told.textContent = "";
    choose(-1);
  };
  const show = (found) => {
    list.replaceChildren(
      ...found.map(({ title, kind, url }, place) => {
        const option = document.createElement("li");
        const what = document.createElement("span");
        const of = document.createElement("small");
        option.id = `${list.id}-${place}`;
        option.setAttribute("role", "option");
        option.dataset.url = url;
        what.textContent = title;
        of.textContent = kind;
        option.append(what, " ", of);
        return option;
      }),
    );
    choose(-1);
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    told.textContent = found.length ? (found.length === 1 ? one : many.replace("0", found.length)) : "";
  };
  const ask = async () => {
    const typed = input.value.trim().toLowerCase();
    if (typed.length < SHORTEST) return close();
    const turn = ++asked;
    try {
      if (!kept.has(address + typed)) {
        const response = await fetch(`${address}?q=${encodeURIComponent(typed)}`);
        if (!response.ok) throw new Error(response.status);
        kept.set(address + typed, (await response.json()).suggestions);
      }
      if (turn === asked && document.activeElement === input) show(kept.get(address + typed));
    } catch {
      if (turn === asked) close();
    }
  };

  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, WAIT);
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const count = list.children.length;
    if (event.key === "ArrowDown" && list.hidden) ask();
    else if (list.hidden) return;
    else if (event.key === "ArrowDown") choose(active + 1 < count ? active + 1 : -1);
    else if (event.key === "ArrowUp") choose(active < 0 ? count - 1 : active - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && active >= 0) location.href = list.children[active].dataset.url;
    else return;
    event.preventDefault();
  });
  input.addEventListener("blur", close);
  form.addEventListener("submit", close);
  // The box keeps the focus, or the list would be gone before the click.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) location.href = option.dataset.url;
  });
  // What was typed while this script was on its way.
  if (input.value !== input.defaultValue) ask();
}

const begin = (form) => {
  if (form.dataset.enhanced) return;
  form.dataset.enhanced = "yes";
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = form.dataset.style;
  document.head.append(style);
  enhance(form);
};
document.addEventListener("focusin", ({ target }) => {
  const form = target.closest("form[data-suggestions]");
  if (form) begin(form);
});
const focused = document.activeElement?.closest("form[data-suggestions]");
if (focused) begin(focused);
