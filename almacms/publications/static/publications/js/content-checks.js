/** The checks that `content_checks.py` declares: true when all is well. */
(() => {
  const { userbar } = window.wagtail;

  userbar.registerCheck('check-lead', () => {
    const opening = document.querySelector('[data-lead]');
    return !document.querySelector('[data-publication]') || Boolean(opening?.textContent.trim());
  });

  userbar.registerCheck(
    'check-picture-alt',
    (picture) => picture.alt.trim() !== '' || 'decorative' in picture.dataset,
  );

  userbar.registerCheck('check-section', (heading) => {
    const headings = [...document.querySelectorAll('main :is(h1, h2, h3)')];
    return headings[headings.indexOf(heading) - 1]?.localName !== 'h1';
  });
})();
