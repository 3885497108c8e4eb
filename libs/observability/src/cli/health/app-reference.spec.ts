import { moduleIn } from './app-reference';

class AppModule {}

describe('the module in a file', () => {
  it('may be a class', async () => {
    expect(await moduleIn({ AppModule }, 'AppModule')).toBe(AppModule);
  });

  it('may be a dynamic module', async () => {
    const module = { module: AppModule };

    expect(await moduleIn({ shop: module }, 'shop')).toBe(module);
  });

  it('may be given by a function, later', async () => {
    expect(await moduleIn({ shop: async () => AppModule }, 'shop')).toBe(AppModule);
  });

  it('may stand in what a CommonJS file exports by default', async () => {
    expect(await moduleIn({ default: { AppModule } }, 'AppModule')).toBe(AppModule);
  });

  it('is missed by name, with the names that are there', async () => {
    await expect(moduleIn({ ShopModule: AppModule, default: {} }, 'AppModule')).rejects.toThrow(
      'exports no AppModule; it exports: ShopModule.',
    );
  });
});
