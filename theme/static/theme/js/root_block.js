/* Lets a form hold a single block. Wagtail's editor asks the outermost block of a form for its `element`, which a block
   made of parts does not have: it keeps its place as `container`. Loaded before the page's controllers start. */
const { StructBlockDefinition } = window.wagtailStreamField.blocks;
const { render } = StructBlockDefinition.prototype;

StructBlockDefinition.prototype.render = function renderWithElement(...given) {
  const block = render.apply(this, given);
  block.element ??= block.container[0];
  return block;
};
